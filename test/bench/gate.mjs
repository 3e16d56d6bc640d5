// Prints what the gate costs and finds: `npm run bench:gate -- FOLDER…`, folders being exported bundles.
// With `--secrets FILE` it tells instead how many texts of a file of labelled ones it would refuse.
import {createHash} from 'node:crypto'
import {createReadStream, readdirSync, readFileSync, statSync} from 'node:fs'
import {mkdtemp, rm} from 'node:fs/promises'
import path from 'node:path'
import process from 'node:process'
import {pathToFileURL} from 'node:url'
import {parseArgs} from 'node:util'
import {build} from 'esbuild'

const {positionals, values} = parseArgs({
  allowPositionals: true,
  options: {secrets: {type: 'string'}},
})
const root = path.resolve(import.meta.dirname, '../..')
const folder = await mkdtemp(path.join(root, 'dist', 'bench-'))
const {scanBundle} = await compiled()
try {
  for (const bundle of positionals) await measure(bundle)
  if (values.secrets) await tryTeeth(values.secrets)
} finally {
  await rm(folder, {recursive: true, force: true})
}

async function measure(place) {
  const names = readdirSync(place)
  const bundle = new Map(
    names.map((name) => {
      const file = path.join(place, name)
      return [name, {size: statSync(file).size, sha256: '', read: () => createReadStream(file)}]
    }),
  )
  const bytes = [...bundle.values()].reduce((sum, {size}) => sum + size, 0)
  const before = process.cpuUsage()
  const start = performance.now()
  const findings = await scanBundle(bundle, {fingerprint})
  const time = performance.now() - start
  const {user, system} = process.cpuUsage(before)
  const cpu = Math.round((user + system) / 1e3 / (bytes / 1e6))
  const speed = `${(bytes / 1e6).toFixed(1)} MB in ${Math.round(time)} ms, ${cpu} ms of CPU a MB`
  console.log(`${path.basename(place)}: ${speed}, ${findings.length} findings`)
  for (const {file, id, line, sample} of findings) console.log(`  ${file}:${line} ${id} ${sample}`)
}

/** Each text stands in a page and in a Markdown file, as if nothing had been masked. */
async function tryTeeth(file) {
  const lines = readFileSync(file, 'utf8').trim().split('\n')
  const cases = lines.map((line) => JSON.parse(line))
  const bundle = new Map()
  for (const [index, {text}] of cases.entries()) {
    bundle.set(`${index}.html`, contentOf(`<pre><code>${escaped(text)}</code></pre>`))
    bundle.set(`${index}.md`, contentOf(`\`\`\`\n${text}\n\`\`\`\n`))
  }
  const found = {html: new Map(), md: new Map()}
  for (const {file, detector} of await scanBundle(bundle, {fingerprint, timeout: 600_000})) {
    const [index, kind] = file.split('.')
    found[kind].set(index, [...(found[kind].get(index) ?? []), detector])
  }
  for (const label of ['tp', 'fp']) {
    const of = cases.flatMap((one, index) => (one.label === label ? [String(index)] : []))
    for (const kind of ['html', 'md']) {
      const refused = of.filter((index) => found[kind].has(index))
      const by = (detector) => of.filter((i) => found[kind].get(i)?.includes(detector)).length
      const share = ((refused.length / of.length) * 100).toFixed(1)
      console.log(
        `${label} in ${kind}: ${refused.length} of ${of.length} refused (${share} %), rules ${by('rule')}, secretlint ${by('secretlint')}`,
      )
    }
  }
}

function contentOf(text) {
  const bytes = Buffer.from(text, 'utf8')
  return {
    size: bytes.length,
    sha256: '',
    async *read() {
      yield bytes
    },
  }
}

function escaped(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

function fingerprint(value) {
  return createHash('sha256').update(value).digest('hex').slice(0, 8)
}

async function compiled() {
  const outfile = path.join(folder, 'scan-bundle.mjs')
  const entry = path.join(root, 'src/gate/scan-bundle.ts')
  await build({entryPoints: [entry], outfile, bundle: true, platform: 'node', format: 'esm'})
  return await import(pathToFileURL(outfile).href)
}
