// Measures what it costs to start the command: user and system CPU as multiples
// of an empty Node script's, and whether that is within its limit. A busy
// machine measures wrong, so it is for a person to read and ends with 0.
//
//     npm run build && npm run bench:start
import {execFileSync, spawnSync} from 'node:child_process'
import os from 'node:os'
import path from 'node:path'
import process from 'node:process'
import fs from 'fs-extra'

const runs = 20
const root = path.resolve(import.meta.dirname, '../..')
const command = path.join(root, 'dist/cli.js')
/** Fixtures that are shared, so that the ledger has something to answer from. */
const shared = ['feature', 'abort-and-errors', 'every-tool', 'todos-change']

const world = await fs.mkdtemp(path.join(os.tmpdir(), 'sessionpress-bench-'))
const bare = path.join(world, 'bare')
const project = path.join(world, 'project')
const env = {
  ...process.env,
  ...Object.fromEntries(
    ['CONFIG', 'STATE', 'CACHE', 'DATA'].map((name) => [
      `XDG_${name}_HOME`,
      path.join(world, name),
    ]),
  ),
}

try {
  const session = prepare()
  const status = [command, 'status', session, '--json']
  print(
    measure({
      'an empty script': {parameters: [path.join(world, 'empty.mjs')]},
      'sessionpress --version': {parameters: [command, '--version'], limit: 1.3},
      'sessionpress --help': {parameters: [command, '--help'], limit: 2},
      'sessionpress share --help': {parameters: [command, 'share', '--help']},
      'sessionpress status': {parameters: status, limit: 2.5},
      '… in a configured project': {parameters: status, cwd: project, limit: 2.5},
      'sessionpress list': {parameters: [command, 'list']},
    }),
  )
} finally {
  await fs.remove(world)
}

/** A ledger of a few shares, a folder with and one without a configuration. Returns one of the sessions. */
function prepare() {
  fs.outputFileSync(path.join(world, 'empty.mjs'), '')
  fs.ensureDirSync(bare)
  fs.outputJsonSync(path.join(project, 'sessionpress.json'), {
    target: 'public',
    targets: {public: {type: 'directory', path: 'public'}},
  })
  const ids = shared.map((name) => {
    const file = path.join(root, 'fixtures/sessions', name, 'input.json')
    const call = [command, 'share', file, '--to', './public', '--yes', '--json', '--quiet']
    return JSON.parse(execFileSync(process.execPath, call, {cwd: project, env})).sessionID
  })
  return ids[0]
}

function measure(cases) {
  const measured = Object.keys(cases).map((name) => [name, cases[name].limit, []])
  // In turns, so that a busy machine burdens every case alike.
  for (let run = 0; run < runs; run++) {
    for (const [name, , times] of measured) times.push(cpuOf(cases[name]))
  }
  return measured.map(([name, limit, times]) => ({name, limit, time: median(times)}))
}

function print(rows) {
  for (const {name, limit, time} of rows) {
    const ratio = time / rows[0].time
    const verdict =
      limit === undefined ? '' : `  limit ${limit}×  ${ratio <= limit ? 'ok' : 'over'}`
    const row = [name.padEnd(28), `${time.toFixed(1).padStart(8)} ms`, `${ratio.toFixed(2)}×`]
    console.log(`${row.join('  ')}${verdict}`)
  }
}

/** User and system CPU of a child, in milliseconds, as the shell counts it. */
function cpuOf({parameters, cwd = bare}) {
  const timed = 'TIMEFORMAT="%U %S"; time "$@" >/dev/null'
  const call = ['-c', timed, 'time', process.execPath, ...parameters]
  const {stderr, status} = spawnSync('bash', call, {encoding: 'utf8', cwd, env})
  if (status !== 0) throw new Error(stderr)
  const [user, system] = stderr.trim().split(/\s+/).map(Number)
  return (user + system) * 1000
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]
}
