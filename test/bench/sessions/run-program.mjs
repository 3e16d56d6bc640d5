import {spawn} from 'node:child_process'
import fs from 'node:fs'
import process from 'node:process'

/** Milliseconds between two looks at a program's memory. */
const pause = 20

/** `time` counts every process that was waited for; its words go where no program writes. */
const timed = `
  exec 4>&2
  TIMEFORMAT='%3U %3S'
  { time eval "$1" 2>&4 4>&- 3>&-; } 2>&3
`

/**
 * Run another program's command once, in a shell.
 *
 * @param line `{input}`, `{output}` and `{folder}` stand for paths.
 * @returns What `runCommand` returns. Memory is that of its largest process, looked at every 20 ms;
 * `undefined` where the system has no `/proc`.
 */
export async function runProgram(line, places, {env = process.env, cwd} = {}) {
  const filled = line.replace(/\{(input|output|folder)\}/g, (_, name) => quote(places[name]))
  const start = performance.now()
  const child = spawn('bash', ['-c', timed, 'bash', filled], {
    env,
    cwd,
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  })
  let memory
  const watch = setInterval(() => {
    memory = Math.max(memory ?? 0, peakOf(child.pid)) || undefined
  }, pause)
  const said = collect(child.stdio[2])
  const times = collect(child.stdio[3])
  const status = await new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', resolve)
  }).finally(() => clearInterval(watch))
  const wall = performance.now() - start
  if (status !== 0) throw new Error(`\`${filled}\` ended with ${status}.\n${said()}`)
  const [user, system] = times().trim().split(/\s+/).map(Number)
  return {wall, cpu: (user + system) * 1000, memory}
}

function quote(text) {
  return `'${text.replaceAll("'", `'\\''`)}'`
}

function collect(stream) {
  const chunks = []
  stream.on('data', (chunk) => chunks.push(chunk))
  return () => Buffer.concat(chunks).toString('utf8')
}

/** The greatest peak among a process and those that it started, in bytes. */
function peakOf(pid) {
  try {
    const status = fs.readFileSync(`/proc/${pid}/status`, 'utf8')
    const own = Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) * 1024
    const threads = fs.readdirSync(`/proc/${pid}/task`)
    const children = threads.flatMap((thread) =>
      fs.readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').split(' ').filter(Boolean),
    )
    return Math.max(own, ...children.map(peakOf))
  } catch {
    // It has ended meanwhile, or the system has no such files.
    return 0
  }
}
