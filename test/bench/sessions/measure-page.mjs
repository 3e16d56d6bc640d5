import path from 'node:path'
import {pathToFileURL} from 'node:url'

const tabs = 3
const viewport = {width: 1280, height: 900}
const columns = ['task', 'script', 'layout', 'style', 'paint', 'elements']

/**
 * Open a page from the disk in three fresh tabs, and take the median of each number.
 *
 * `task` is the CPU time of every task of the renderer's main thread, from the
 * moment the document is committed until it is loaded, has drawn two frames and is
 * idle: parsing, style, layout, script and painting, in milliseconds. `script`,
 * `layout` and `style` are parts of it. Time is the thread's own (`threadTicks`),
 * so that what else the machine does hardly counts. `paint` is the first paint of
 * content by the clock, since the navigation began: a busy machine slows it.
 */
export async function measurePage(browser, folder, name) {
  const visits = []
  for (let tab = 0; tab < tabs; tab++) visits.push(await visit(browser, folder, name))
  const medians = columns.map((column) => [column, medianOf(visits.map((one) => one[column]))])
  const said = [...new Set(visits.flatMap((one) => one.said))]
  const asked = [...new Set(visits.flatMap((one) => one.asked))]
  return {...Object.fromEntries(medians), said, asked}
}

async function visit(browser, folder, name) {
  const context = await browser.newContext({viewport})
  try {
    const page = await context.newPage()
    const {said, asked} = listen(page, folder)
    const client = await context.newCDPSession(page)
    await client.send('Performance.enable', {timeDomain: 'threadTicks'})
    await page.goto(pathToFileURL(path.join(folder, name)).href, {waitUntil: 'load'})
    await evaluate(client, settle)
    const {metrics} = await client.send('Performance.getMetrics')
    const times = timesOf(metrics)
    return {...times, ...(await evaluate(client, lookAt)), said, asked}
  } finally {
    await context.close()
  }
}

/** What the page says on the console, and what it asks for outside its folder. */
function listen(page, folder) {
  const said = []
  const asked = []
  const home = `${pathToFileURL(folder).href}/`
  page.on('console', (message) => said.push(message.text()))
  page.on('pageerror', (error) => said.push(error.message))
  page.on('request', (request) => {
    if (!request.url().startsWith(home) && !request.url().startsWith('data:'))
      asked.push(request.url())
  })
  return {said, asked}
}

/** The protocol's own evaluation: no policy of the page holds it up. */
async function evaluate(client, script) {
  const {result} = await client.send('Runtime.evaluate', {
    expression: `(${script})()`,
    awaitPromise: true,
    returnByValue: true,
  })
  return result.value
}

function timesOf(metrics) {
  const seconds = Object.fromEntries(metrics.map(({name, value}) => [name, value]))
  return {
    task: seconds.TaskDuration * 1000,
    script: seconds.ScriptDuration * 1000,
    layout: seconds.LayoutDuration * 1000,
    style: seconds.RecalcStyleDuration * 1000,
  }
}

/** Runs in the page: two frames, then nothing left to do. */
async function settle() {
  const {requestAnimationFrame, requestIdleCallback} = globalThis
  for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame)
  await new Promise((resolve) => requestIdleCallback(resolve, {timeout: 5000}))
}

/** Runs in the page: its elements, and when it first drew something. */
async function lookAt() {
  const {document, PerformanceObserver} = globalThis
  const paint = await new Promise((resolve) => {
    new PerformanceObserver((list) => {
      const [entry] = list.getEntriesByName('first-contentful-paint')
      if (entry) resolve(entry.startTime)
    }).observe({type: 'paint', buffered: true})
    // A page that draws nothing has no such moment.
    setTimeout(() => resolve(Number.POSITIVE_INFINITY), 3000)
  })
  return {paint, elements: document.querySelectorAll('*').length}
}

function medianOf(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]
}
