import {execFileSync} from 'node:child_process'
import os from 'node:os'
import path from 'node:path'
import process from 'node:process'
import fs from 'fs-extra'
import {readSession, realSessions} from './sessions.mjs'

const generator = path.resolve(import.meta.dirname, '../../../../shared/tools/gen-session.mjs')
const runs = 5
/** Megabytes a second on one core. */
const leastSpeed = 20

/** How many megabytes of a session are redacted a second; what falls short. */
export async function measureSpeed({redactSession}, files) {
  const sessions = files.length > 0 ? files.map(readSession) : await usualSessions()
  let size = 0
  let first = 0
  let best = 0
  for (const {name, text, session} of sessions) {
    const times = Array.from({length: runs}, () => cpuOf(() => redactSession(session)))
    const megabytes = Buffer.byteLength(text) / 1e6
    const quickest = Math.min(...times)
    print(name.slice(0, 24), megabytes, times[0], quickest)
    size += megabytes
    first += times[0]
    best += quickest
  }
  if (size === 0) return []
  print('all of them', size, first, best)
  return [size / best < leastSpeed && 'throughput']
}

/** A generated session, first, because it meets cold code, and the real ones. */
async function usualSessions() {
  if (!(await fs.pathExists(generator))) {
    console.log('Generated sessions: `../shared/tools/gen-session.mjs` is not found.')
    return realSessions()
  }
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'sessionpress-bench-'))
  try {
    execFileSync(process.execPath, [generator, folder, '1000'], {stdio: 'ignore'})
    const generated = readSession(path.join(folder, '1000/opencode/export.json'))
    return [{...generated, name: '1000 generated entries'}, ...realSessions()]
  } finally {
    await fs.remove(folder)
  }
}

function print(name, megabytes, first, best) {
  const speeds = [megabytes / best, megabytes / first].map((speed) => speed.toFixed(1).padStart(6))
  console.log(`${name.padEnd(24)} ${speeds[0]} MB/s, first run ${speeds[1]} MB/s`)
}

function cpuOf(work) {
  const start = process.cpuUsage()
  work()
  const {user, system} = process.cpuUsage(start)
  return (user + system) / 1e6
}
