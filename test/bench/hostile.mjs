// Measures what sessions that are hard on a machine cost the built command: the 48
// pathological texts of the project's vectors, texts made against our own limits,
// floods, deep values, slow grammars, and sizes past anything usual.
//
//     npm run build && npm run bench:hostile
//     npm run bench:hostile -- --only "100,000 parts" --limit
//
// `--limit` ends with 1 when a session costs more than it may.
import os from 'node:os'
import path from 'node:path'
import process from 'node:process'
import {parseArgs} from 'node:util'
import fs from 'fs-extra'
import {sessions} from './hostile/sessions.mjs'
import {exportOnce} from './sessions/run-command.mjs'

const {values: options} = parseArgs({
  options: {only: {type: 'string'}, limit: {type: 'boolean', default: false}},
})

const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'sessionpress-bench-'))
const exceeded = []
try {
  for (const [name, session] of Object.entries(sessions)) {
    if (options.only && !name.includes(options.only)) continue
    measure(name, session)
  }
} finally {
  await fs.remove(folder)
}
console.log(exceeded.length === 0 ? 'Every limit is kept.' : `Exceeded: ${exceeded.join('; ')}`)
if (options.limit && exceeded.length > 0) process.exitCode = 1

function measure(name, {write, limit}) {
  const file = path.join(folder, 'session.json')
  const output = path.join(folder, 'bundle')
  write(file)
  const size = fs.statSync(file).size / 1e6
  try {
    const {wall, cpu, memory} = exportOnce(file, output)
    const [seconds, megabytes] = [wall / 1000, memory / 1e6]
    console.log(
      `${name}: ${size.toFixed(1)} MB, ${seconds.toFixed(1)} s (${(cpu / 1000).toFixed(1)} s of CPU), peak ${megabytes.toFixed(0)} MB`,
    )
    if (seconds > limit.seconds) exceeded.push(`${name} over ${limit.seconds} s`)
    if (megabytes > limit.memory) exceeded.push(`${name} over ${limit.memory} MB`)
  } catch (error) {
    console.log(`${name}: ${size.toFixed(1)} MB, ${error.message.slice(0, 600)}`)
    exceeded.push(`${name} failed`)
  }
  fs.removeSync(output)
}
