// Measures what a session costs: exporting it, sharing it and sharing it again
// once it has grown, what becomes of it in bytes, and what its pages cost a reader
// in real Chromium. Other programs' commands are measured beside ours.
//
//     npm run build && npm run bench
//     npm run bench -- --entries 100,1000 --without growing,pages
//     npm run bench -- --session session.json --json before.json
//     npm run bench -- --entries 1000 --program 'other=other {folder}/claude.jsonl -o {output}'
//
// README.md beside this tells what the numbers mean.
import os from 'node:os'
import path from 'node:path'
import process from 'node:process'
import fs from 'fs-extra'
import {judge, judgeGrowth, judgeWall} from './sessions/budgets.mjs'
import {calibrateNode, calibratePage} from './sessions/calibrate.mjs'
import {collectSessions} from './sessions/collect.mjs'
import {measureOutput, measurePages} from './sessions/measure-output.mjs'
import {measureSession} from './sessions/measure-session.mjs'
import {readOptions} from './sessions/options.mjs'
import {Refusal, tellRefusal} from './sessions/refusal.mjs'
import {describeMachine, formatResults, formatVerdicts} from './sessions/report.mjs'

const root = path.resolve(import.meta.dirname, '../..')

try {
  await bench(readOptions(process.argv.slice(2)))
} catch (error) {
  tellRefusal(error)
}

async function bench(options) {
  if (!fs.existsSync(path.join(root, 'dist/cli.js')))
    throw new Refusal('Run `npm run build` first.')
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'sessionpress-bench-'))
  try {
    const machine = describeThis()
    const results = []
    // Nothing else runs meanwhile, no browser either.
    for (const session of await collectSessions(options, folder)) {
      results.push(await measure(session, folder, options))
    }
    if (!options.without.has('pages')) Object.assign(machine, await lookAtPages(results, folder))
    await tell(machine, results, options)
  } finally {
    await fs.remove(folder)
  }
}

function describeThis() {
  return {
    date: new Date().toISOString(),
    node: process.version,
    cores: os.cpus().length,
    load: os.loadavg(),
    loop: calibrateNode(),
  }
}

async function measure(session, folder, options) {
  // Anew for every session, since the machine is not equally busy for minutes.
  const loop = calibrateNode()
  const {name, entries, messages, json} = session
  const {parse, rows} = await measureSession(session, bundleOf(name, folder), options)
  const known = {session: name, entries, messages, json, parse, load: os.loadavg()}
  return {
    ...known,
    rows: rows.map((row) => ({
      ...row,
      ...(row.step === 'export' && judgeWall(known, row.wall)),
      loops: row.cpu / loop,
      parsings: row.cpu / parse.cpu,
    })),
  }
}

async function lookAtPages(results, folder) {
  const {launchChromium} = await import('../support/launch-chromium.mjs')
  const browser = await launchChromium()
  try {
    const loopInPage = await calibratePage(browser)
    for (const result of results) {
      const bundle = bundleOf(result.session, folder)
      const {sizes} = await measureOutput(bundle)
      process.stderr.write(`${result.session}: pages\n`)
      Object.assign(result, await measurePages(browser, bundle, sizes))
    }
    return {loopInPage}
  } finally {
    await browser.close()
  }
}

async function tell(machine, results, {json, limit}) {
  const verdicts = [...results.flatMap(judge), ...judgeGrowth(results)]
  const time = machine.date.replace(/[:.]/g, '-')
  const file = path.resolve(json ?? path.join(root, '.bench', `${time}.json`))
  await fs.outputJson(file, {machine, results, verdicts}, {spaces: 2})

  const exceeded = verdicts.filter(({isKept, isAim}) => !isKept && !isAim)
  const lines = [
    describeMachine(machine),
    formatResults(results),
    formatVerdicts(results, verdicts),
  ]
  for (const line of lines.flatMap((part) => [...part, ''])) console.log(line)
  console.log(
    exceeded.length === 0
      ? 'Every budget is kept.'
      : `Exceeded: ${exceeded.map(({session, budget}) => `${session}: ${budget}`).join('; ')}`,
  )
  console.log(`Written to ${path.relative(process.cwd(), file)}`)
  if (limit && exceeded.length > 0) process.exitCode = 1
}

function bundleOf(name, folder) {
  return path.join(folder, `bundle-${name.replace(/\W+/g, '-')}`)
}
