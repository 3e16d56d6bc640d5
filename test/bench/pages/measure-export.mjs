import {spawnSync} from 'node:child_process'
import path from 'node:path'
import process from 'node:process'
import fs from 'fs-extra'

const command = path.resolve(import.meta.dirname, '../../../dist/cli.js')
const runs = 3
const patience = 30_000

/** What the command says about itself on descriptor 3 when it ends. */
const reporter = `data:text/javascript,${encodeURIComponent(`
  import fs from 'node:fs'
  process.on('exit', () => fs.writeSync(3, JSON.stringify(process.resourceUsage())))
`)}`

/**
 * Export a session with the built command, and say what it costs: the least of
 * three runs, or of as many as begin within half a minute. Memory is the peak of
 * the resident set, in bytes; times are in milliseconds.
 */
export function measureExport(file, output) {
  const start = performance.now()
  const costs = []
  while (costs.length < runs && (costs.length === 0 || performance.now() - start < patience)) {
    fs.removeSync(output)
    costs.push(exportOnce(file, output))
  }
  const least = (key) => Math.min(...costs.map((cost) => cost[key]))
  return {runs: costs.length, wall: least('wall'), cpu: least('cpu'), memory: least('memory')}
}

/** Export a session once. */
export function exportOnce(file, output) {
  const start = performance.now()
  const {
    status,
    stderr,
    output: streams,
  } = spawnSync(
    process.execPath,
    ['--import', reporter, command, 'export', file, '-o', output, '--quiet'],
    {encoding: 'utf8', stdio: ['ignore', 'ignore', 'pipe', 'pipe']},
  )
  const wall = performance.now() - start
  if (status !== 0) throw new Error(`\`export\` ended with ${status}.\n${stderr}`)
  const {userCPUTime, systemCPUTime, maxRSS} = JSON.parse(streams[3])
  return {wall, cpu: (userCPUTime + systemCPUTime) / 1000, memory: maxRSS * 1024}
}
