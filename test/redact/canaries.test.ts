import path from 'node:path'
import fs from 'fs-extra'
import {describe, expect, it} from 'vitest'
import {exportSession} from '../../src/index.js'
import {isObject, type Json, type JsonObject} from '../../src/session/json.js'
import {fixtureCases, surroundings, temporaryFolder} from '../support/case.js'
import {findCanaries} from './find-canaries.js'

/** What must not be seen, and the part of it to look for. */
const canaries = {
  ghp_Canary0Token1Only2For3Tests4Canary0T: 'Canary0Token1Only2For3Tests4Canary0T',
  'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJjYW5hcnktb2YtYS10ZXN0In0.Canary5Signature6Only7For8Tests9':
    'Canary5Signature6Only7For8Tests9',
  AKIACANARYQKEYQONLYQ: 'CANARYQKEYQONLYQ',
  '/home/alice-canary/secret': 'alice-canary',
}
const planted = Object.keys(canaries).join(' ')
const folder = '/home/alice-canary/shop'

/** Without these a session is none; they are ids, types, and the names that decide how a call is shown. */
const structure = new Set(
  'id sessionID messageID parentID projectID partID callID shellID type role tool tail_start_id'.split(
    ' ',
  ),
)
/** With these calls and todos are shown as what they are, without them as something unknown. */
const states = new Set(['status', 'reason', 'finish', 'outcome', 'priority', 'mime'])
const folders = new Set(['directory', 'cwd', 'root'])

/**
 * A secret and a private folder in every string of a session, names of fields
 * included, as text and as files: nothing of it may be in any byte of a bundle.
 */
describe('no canary gets out of', async () => {
  const cases = (await fixtureCases()).filter(({source}) => source === undefined)
  for (const {name, session} of cases) {
    it.each([
      [name, new Set([...structure, ...states])],
      [`${name} without its states`, structure],
    ])('%s', async (_what, kept) => {
      const work = await temporaryFolder()
      const input = path.join(work, 'input.json')
      const text = (await fs.readFile(session, 'utf8')).replace(/^\uFEFF/, '')
      await fs.writeJson(input, plant(JSON.parse(text), kept))
      await exportSession(input, {surroundings, output: path.join(work, 'out')})
      expect(await leaksOf(path.join(work, 'out'))).toEqual([])
      const page = await fs.readFile(path.join(work, 'out/index.html'), 'utf8')
      expect(page).toContain('[redacted:github-token#1]')
    })
  }

  it('and the search finds them in every form', () => {
    const [canary = ''] = Object.values(canaries)
    const forms = [
      `a ${canary} b`,
      Buffer.from(`ab ${canary}`).toString('base64'),
      `<a href="data:text/plain;base64,${Buffer.from(canary).toString('base64url')}">`,
      [...canary].map((sign) => `\\u00${sign.charCodeAt(0).toString(16)}`).join(''),
      [...canary].map((sign) => `%${sign.charCodeAt(0).toString(16)}`).join(''),
      [...canary].map((sign) => `&#x${sign.charCodeAt(0).toString(16)};`).join(''),
      Buffer.from(canary, 'utf16le').toString('latin1'),
    ]
    for (const form of forms) expect(findCanaries(form, [canary])).toEqual([canary])
  })
})

async function leaksOf(out: string): Promise<string[]> {
  const leaks: string[] = []
  for (const file of await fs.readdir(out, {recursive: true, encoding: 'utf8'})) {
    const name = path.join(out, file)
    const bytes = (await fs.stat(name)).isFile() ? await fs.readFile(name, 'latin1') : ''
    const found = findCanaries(`${file}\n${bytes}`, Object.values(canaries))
    leaks.push(...found.map((canary) => `${canary} in ${file}`))
  }
  return leaks
}

function plant(value: Json, kept: Set<string>, name = '', parent: JsonObject = {}): Json {
  if (typeof value === 'string') return kept.has(name) ? value : plantString(value, name, parent)
  if (Array.isArray(value)) return value.map((item) => plant(item, kept, name, parent))
  if (!isObject(value)) return value
  const fields = Object.entries(value).map(([key, item]) => [
    key,
    plant(item ?? null, kept, key, value),
  ])
  return {...Object.fromEntries(fields), [planted]: planted}
}

function plantString(value: string, name: string, parent: JsonObject): string {
  const file = Buffer.from(`A file of text.\n${planted}\n`).toString('base64')
  if (name === 'name' && parent.type === 'tool') return value
  if (folders.has(name)) return folder
  if (name === 'data' && parent.mime !== undefined) return file
  return value.startsWith('data:') ? `data:${parent.mime ?? 'text/plain'};base64,${file}` : planted
}
