import {spawnSync} from 'node:child_process'
import path from 'node:path'
import process from 'node:process'

const command = path.resolve(import.meta.dirname, '../../../dist/cli.js')

/**
 * What a process says about itself on descriptor 3 when it ends. The peak is the
 * address space's own: `maxRSS` begins at what the process that started it had.
 */
const reporter = `data:text/javascript,${encodeURIComponent(`
  import fs from 'node:fs'
  import {isMainThread} from 'node:worker_threads'
  if (isMainThread) process.on('exit', () => {
    const {userCPUTime, systemCPUTime, maxRSS} = process.resourceUsage()
    let memory = maxRSS
    try {
      memory = Number(/VmHWM:\\s+(\\d+)/.exec(fs.readFileSync('/proc/self/status', 'utf8'))[1])
    } catch {}
    const cpu = (userCPUTime + systemCPUTime) / 1000
    fs.writeSync(3, JSON.stringify({cpu, memory: memory * 1024}))
  })
`)}`

/**
 * Run the built command once.
 *
 * @returns CPU of all threads and the time by the clock in milliseconds, the peak of the resident
 * set in bytes.
 */
export function runCommand(parameters, surroundings = {}) {
  return runNode([command, ...parameters], surroundings)
}

/** The plain cost of parsing a session, Node's own start included. */
export function parseOnce(file) {
  // `opencode export` may put a line of its log in front.
  const parse = `JSON.parse(fs.readFileSync(process.argv[1], 'utf8').replace(/^[^{]*/, ''))`
  return runNode(['-e', parse, file], {})
}

/** Export a session once. */
export function exportOnce(file, output, surroundings = {}) {
  return runCommand(['export', file, '-o', output, '--quiet'], surroundings)
}

function runNode(parameters, {env = process.env, cwd}) {
  const start = performance.now()
  const {status, stderr, output} = spawnSync(
    process.execPath,
    ['--import', reporter, ...parameters],
    {encoding: 'utf8', env, cwd, stdio: ['ignore', 'ignore', 'pipe', 'pipe']},
  )
  const wall = performance.now() - start
  if (status !== 0) {
    const call = parameters.slice(1).join(' ')
    throw new Error(`\`${call}\` ended with ${status}.\n${stderr}`)
  }
  return {wall, ...JSON.parse(output[3])}
}
