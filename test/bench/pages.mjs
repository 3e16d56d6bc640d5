// Measures published pages in real Chromium: what a session becomes in bytes, what
// exporting it costs, and what each page costs a reader's main thread.
//
//     npm run build && npm run bench:pages
//     npm run bench:pages -- --entries 100,1000 --limit
//     npm run bench:pages -- --session session.json --session other.json --json result.json
//
// `--entries` are sessions of `../shared/tools/gen-session.mjs`, where that folder
// is there; `--limit` ends with 1 when a budget is exceeded. Other work on the
// machine slows everything: CPU times suffer least, and the load is printed.
import os from 'node:os'
import path from 'node:path'
import process from 'node:process'
import {parseArgs} from 'node:util'
import fs from 'fs-extra'
import {launchChromium} from '../support/launch-chromium.mjs'
import {judge} from './pages/budgets.mjs'
import {calibrate} from './pages/calibrate.mjs'
import {measureBundle} from './pages/measure-bundle.mjs'
import {measureExport} from './pages/measure-export.mjs'
import {printCalibration, printSession} from './pages/report.mjs'
import {collectSessions} from './pages/sessions.mjs'

const {values: options} = parseArgs({
  options: {
    entries: {type: 'string'},
    session: {type: 'string', multiple: true, default: []},
    json: {type: 'string'},
    limit: {type: 'boolean', default: false},
  },
})

const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'sessionpress-bench-'))
const browser = await launchChromium()
try {
  const calibration = await calibrate(browser)
  printCalibration(calibration)
  const results = []
  for (const session of await collectSessions(options, folder)) {
    const result = await measure(session)
    printSession(result)
    results.push(result)
  }
  if (results.length === 0) throw new Error('There is no session: give one with `--session FILE`.')
  if (options.json) await fs.outputJson(options.json, {calibration, results}, {spaces: 2})
  const exceeded = results.flatMap(({name, verdicts}) =>
    verdicts.filter(({isKept}) => !isKept).map(({budget}) => `${name}: ${budget}`),
  )
  console.log(exceeded.length === 0 ? 'Every budget is kept.' : `Exceeded: ${exceeded.join('; ')}`)
  if (options.limit && exceeded.length > 0) process.exitCode = 1
} finally {
  await browser.close()
  await fs.remove(folder)
}

async function measure({name, file}) {
  const output = path.join(folder, 'bundle', name)
  const cost = measureExport(file, output)
  const bundle = await measureBundle(browser, file, output)
  await fs.remove(output)
  return {name, load: os.loadavg(), cost, ...bundle, verdicts: judge(bundle)}
}
