import process from 'node:process'

const runs = 5

/** CPU of a fixed loop in Node, best of five and in milliseconds, so that machines can be compared. */
export function calibrateNode() {
  const times = Array.from({length: runs}, () => {
    const before = process.cpuUsage()
    loop()
    return process.cpuUsage(before).user / 1000
  })
  return Math.min(...times)
}

/** The same loop in a page, by the clock: a page knows no other time. */
export async function calibratePage(browser) {
  const page = await browser.newPage()
  const times = []
  for (let run = 0; run < runs; run++) times.push(await page.evaluate(loop))
  await page.close()
  return Math.min(...times)
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
