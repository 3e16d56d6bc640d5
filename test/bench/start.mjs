// Measures what it costs to start the command: user and system CPU as multiples
// of an empty Node script's, and whether that is within its limit. A busy
// machine measures wrong, so it is for a person to read and ends with 0.
//
//     npm run build && npm run bench:start
import {spawnSync} from 'node:child_process'
import path from 'node:path'
import process from 'node:process'

const runs = 20
const command = path.resolve(import.meta.dirname, '../../dist/cli.js')
const cases = {
  'node -e 0': {parameters: ['-e', '0']},
  'sessionpress --version': {parameters: [command, '--version'], limit: 2},
  'sessionpress --help': {parameters: [command, '--help'], limit: 2},
  'sessionpress share --help': {parameters: [command, 'share', '--help']},
}

const measured = Object.fromEntries(Object.keys(cases).map((name) => [name, []]))
// In turns, so that a busy machine burdens every case alike.
for (let run = 0; run < runs; run++) {
  for (const [name, {parameters}] of Object.entries(cases)) measured[name].push(cpuOf(parameters))
}

const empty = median(measured['node -e 0'])
for (const [name, {limit}] of Object.entries(cases)) {
  const time = median(measured[name])
  const ratio = time / empty
  const verdict = limit === undefined ? '' : `  limit ${limit}×  ${ratio < limit ? 'ok' : 'over'}`
  const row = [name.padEnd(28), `${time.toFixed(1).padStart(8)} ms`, `${ratio.toFixed(2)}×`]
  console.log(`${row.join('  ')}${verdict}`)
}

/** User and system CPU of a child, in milliseconds, as the shell counts it. */
function cpuOf(parameters) {
  const timed = 'TIMEFORMAT="%U %S"; time "$@" >/dev/null'
  const {stderr, status} = spawnSync(
    'bash',
    ['-c', timed, 'time', process.execPath, ...parameters],
    {
      encoding: 'utf8',
    },
  )
  if (status !== 0) throw new Error(stderr)
  const [user, system] = stderr.trim().split(/\s+/).map(Number)
  return (user + system) * 1000
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]
}
