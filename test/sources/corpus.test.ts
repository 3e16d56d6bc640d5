import {execFileSync} from 'node:child_process'
import path from 'node:path'
import fs from 'fs-extra'
import {describe, expect, it} from 'vitest'
import type {Json} from '../../src/session/json.js'
import {loadNative, openSource} from '../../src/sources/registry.js'
import {temporaryFolder, world} from './world.js'

const corpus = path.resolve(process.env.SESSIONPRESS_CORPUS ?? '../shared/sessions')
const generator = path.resolve(corpus, '../tools/gen-session.mjs')
const folders = ['opencode-1.18.33/exports', 'opencode', 'opencode-v2']
const files = folders
  .map((folder) => path.join(corpus, folder))
  .filter((folder) => fs.pathExistsSync(folder))
  .flatMap((folder) => fs.readdirSync(folder).map((name) => path.join(folder, name)))

if (files.length === 0) console.info(`No corpus at ${corpus}: its tests are skipped.`)

describe.skipIf(files.length === 0)('the corpus', () => {
  it.each(
    files.filter((file) => !file.endsWith('empty.json')).map((file) => [path.basename(file), file]),
  )('reads %s whole, without whole files', async (_name, file) => {
    const text = await fs.readFile(file, 'utf8')
    const original: {messages: {parts?: Json[]}[]} = JSON.parse(text.slice(text.indexOf('{')))
    const native = await loadNative(file, {}, world())
    expect(native.messages).toHaveLength(original.messages.length)
    expect(longestContext(native)).toBeLessThanOrEqual(6)
    const dropped = /"(before|snapshot|signature|reasoningOpaque|itemId|encryptedContent)":"/
    expect(JSON.stringify(native).match(dropped)?.[0]).toBeUndefined()
    const kept = [...linesOf(native.messages)].join('\n')
    expect(textsOf(original.messages).filter((line) => !kept.includes(line))).toEqual([])
  })

  it('reads every session of the recorded database', async () => {
    const folder = await temporaryFolder()
    await fs.copy(path.join(corpus, 'opencode-1.18.33/db'), folder)
    for (const name of await fs.readdir(folder)) await fs.chmod(path.join(folder, name), 0o644)
    await fs.chmod(folder, 0o755)
    const source = await openSource(path.join(folder, 'opencode.db'), world())
    const summaries = await source.list()
    expect(summaries.length).toBeGreaterThan(50)
    for (const {id} of summaries) {
      const loaded = await source.load(id).then(
        (native) => native.messages.length,
        (error) => error.code,
      )
      if (loaded !== 'SESSION_EMPTY') expect(loaded).toBeGreaterThan(0)
    }
    await source.close()
  })

  it('reads an export of 20 MB in well under two seconds', async () => {
    const folder = await temporaryFolder()
    execFileSync(process.execPath, [generator, folder, '5000'])
    const file = path.join(folder, '5000/opencode/export.json')
    const started = performance.now()
    const native = await loadNative(file, {}, world())
    expect(performance.now() - started).toBeLessThan(2000)
    expect(native.messages).toHaveLength(3010)
    const stored = await loadNative(String(native.info.id), {source: path.dirname(file)}, world())
    expect(stored.messages).toHaveLength(3010)
  })
})

/** Most unchanged lines in a row in any patch. */
function longestContext(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  return Object.entries(value).reduce((longest, [key, item]) => {
    const isPatch = (key === 'patch' || key === 'diff') && typeof item === 'string'
    return Math.max(longest, isPatch ? contextOf(item) : longestContext(item))
  }, 0)
}

function contextOf(patch: string): number {
  let longest = 0
  let run = 0
  for (const line of patch.split('\n')) {
    run = line.startsWith(' ') ? run + 1 : 0
    longest = Math.max(longest, run)
  }
  return longest
}

/** Lines of prompts, answers, reasoning, commands and outputs. */
function textsOf(messages: {parts?: Json[]}[]): string[] {
  const lines = linesOf(messages.map(({parts = []}) => parts.map(wanted)))
  // A long output's end begins with this mark.
  return [...lines].filter((line) => line !== '...')
}

function wanted(part: Json): Json {
  const {
    text,
    state,
    metadata: _metadata,
  } = part as {text?: Json; state?: Record<string, Json>; metadata?: Json} // Recorded parts.
  const {metadata: more, ...rest} = state ?? {}
  const {output, preview, display} = (more ?? {}) as Record<string, Json> // Recorded metadata.
  const shown = (display as {text?: Json} | undefined)?.text // Recorded metadata.
  return [text ?? null, rest, output ?? null, preview ?? null, shown ?? null]
}

/** Every line of every text, without the numbers that `read` puts before lines. */
function linesOf(value: Json | unknown, lines = new Set<string>()): Set<string> {
  if (typeof value === 'string') {
    for (const line of value.split('\n')) lines.add(line.replace(/^\s*\d+(?:: |:$|\| |\|$)/, ''))
  } else if (typeof value === 'object' && value !== null) {
    for (const item of Object.values(value)) linesOf(item, lines)
  }
  return lines
}
