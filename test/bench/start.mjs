// Measures what it costs to start the command: user and system CPU of
// `--version` and `--help`, as multiples of an empty Node script's.
//
//     npm run build && npm run bench:start
import {spawnSync} from 'node:child_process'
import path from 'node:path'
import process from 'node:process'

const runs = 20
const command = path.resolve(import.meta.dirname, '../../dist/cli.js')
const cases = {
  'node -e 0': ['-e', '0'],
  'sessionpress --version': [command, '--version'],
  'sessionpress --help': [command, '--help'],
  'sessionpress share --help': [command, 'share', '--help'],
}

const measured = Object.fromEntries(Object.keys(cases).map((name) => [name, []]))
// In turns, so that a busy machine burdens every case alike.
for (let run = 0; run < runs; run++) {
  for (const [name, parameters] of Object.entries(cases)) measured[name].push(cpuOf(parameters))
}

const empty = median(measured['node -e 0'])
for (const [name, times] of Object.entries(measured)) {
  const time = median(times)
  console.log(`${name.padEnd(28)}${time.toFixed(1).padStart(8)} ms  ${(time / empty).toFixed(2)}×`)
}
if (median(measured['sessionpress --help']) >= 2 * empty) {
  console.error('`--help` costs more than two empty Node scripts.')
  process.exitCode = 1
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
