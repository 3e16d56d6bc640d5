// Measures redaction: how many megabytes of an exported session it takes a
// second, or with `--vectors` how many labelled texts it gets right.
//
//     node test/bench/redact.mjs session.json
//     node test/bench/redact.mjs --vectors ../shared/vectors/secrets.jsonl [--list]
import fs from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import {build} from 'esbuild'

const runs = 5
const root = path.resolve(import.meta.dirname, '../..')
const places = {projects: ['/home/dev/acme-shop'], home: '/home/dev'}
const {redact, isStructure} = await bundled()
const [first, second, third] = process.argv.slice(2)

if (first === '--vectors') judge(second, third === '--list')
else if (first) measure(first)
else console.error('Give a session as JSON, or `--vectors` and a file.')

async function bundled() {
  const {outputFiles} = await build({
    stdin: {
      contents:
        "export {redact} from './src/redact/redact.ts'; export {isStructure} from './src/sources/opencode/structure.ts'",
      resolveDir: root,
    },
    ...{bundle: true, write: false, format: 'esm', platform: 'node'},
  })
  return import(
    `data:text/javascript;base64,${Buffer.from(outputFiles[0].text).toString('base64')}`
  )
}

function measure(file) {
  // A log of `opencode export` may stand in front.
  const text = fs.readFileSync(file, 'utf8').replace(/^[^{]*/, '')
  const size = Buffer.byteLength(text) / 1e6
  const {info, messages} = JSON.parse(text)
  const times = Array.from({length: runs}, () => {
    const start = process.cpuUsage()
    masked(info, messages)
    const {user, system} = process.cpuUsage(start)
    return (user + system) / 1e6
  })
  const {findings} = masked(info, messages)
  const best = Math.min(...times)
  console.log(`${(size / best).toFixed(1)} MB/s  first ${(size / times[0]).toFixed(1)} MB/s`)
  console.log(`${size.toFixed(1)} MB in ${best.toFixed(2)} s, ${findings.length} values masked`)
  console.log(summary(findings))
}

function summary(findings) {
  const kinds = new Map()
  for (const {rule, count} of findings) kinds.set(rule, (kinds.get(rule) ?? 0) + count)
  return Object.fromEntries(kinds)
}

/** A text is hit when a rule for secrets masks anything in it; folders and addresses do not count. */
function judge(file, isListed) {
  const cases = fs
    .readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  const hits = {tp: 0, fp: 0}
  const all = {tp: 0, fp: 0}
  for (const {label, rule, text} of cases) {
    const {native, findings} = masked({}, [{text}])
    const isHit = findings.some(({rule}) => rule !== 'home-directory' && rule !== 'email')
    all[label]++
    if (isHit) hits[label]++
    if (isListed && isHit === (label === 'fp')) {
      console.log(`${label} ${rule}: ${JSON.stringify(native.messages[0].text)}`)
    }
  }
  console.log(`found ${share(hits.tp, all.tp)}, hit without need ${share(hits.fp, all.fp)}`)
}

function share(count, all) {
  return `${count} of ${all} (${((100 * count) / all).toFixed(1)} %)`
}

function masked(info, messages) {
  const rest = {todos: [], diffs: [], children: [], remarks: []}
  return redact({format: 'opencode-1', info, messages, ...rest}, {...places, isStructure})
}
