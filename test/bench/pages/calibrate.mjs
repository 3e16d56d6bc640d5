import os from 'node:os'

const runs = 5

/** A fixed loop in Node and in a page, best of five, so that machines can be compared. */
export async function calibrate(browser) {
  const page = await browser.newPage()
  const node = []
  const chromium = []
  for (let run = 0; run < runs; run++) {
    node.push(loop())
    chromium.push(await page.evaluate(loop))
  }
  await page.close()
  return {
    node: Math.min(...node),
    chromium: Math.min(...chromium),
    cores: os.cpus().length,
    load: os.loadavg(),
  }
}

/** Twenty million steps of integer arithmetic and a table that fits the cache, in milliseconds. */
function loop() {
  const start = performance.now()
  const table = new Int32Array(4096)
  let state = 1
  for (let step = 0; step < 20_000_000; step++) {
    state = (Math.imul(state, 1664525) + 1013904223) | 0
    table[(state >>> 20) & 4095] ^= state
  }
  // The table is used, so that no compiler leaves the loop out.
  return performance.now() - start + (table[0] === 7 ? 1e-9 : 0)
}
