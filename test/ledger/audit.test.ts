import {
  appendFile,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  truncate,
  writeFile,
} from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import {expect, it, onTestFinished} from 'vitest'
import {type AuditEvent, appendAudit} from '../../src/ledger/audit.js'
import {verifyAudit} from '../../src/ledger/verify-audit.js'

const time = '2026-01-01T00:00:00.000Z'
const event = (name: AuditEvent['event']): AuditEvent => ({event: name, time, shareID: 's_x'})

it('writes a line an event, each with the hash of the one before', async () => {
  const {folder, file, lines} = await setup()
  await appendAudit(folder, [
    {...event('allow'), findings: ['github-token:3f9a1c20']},
    event('share'),
  ])
  await appendAudit(folder, [event('unshare')])
  const [first, second, third, ...rest] = await lines()
  expect(rest).toEqual([])
  expect(first).toEqual({
    version: 1,
    event: 'allow',
    time,
    shareID: 's_x',
    findings: ['github-token:3f9a1c20'],
    previous: '0'.repeat(64),
  })
  expect(second).toMatchObject({event: 'share', previous: expect.stringMatching(/^[0-9a-f]{64}$/)})
  expect(third.previous).not.toBe(second.previous)
  expect((await stat(file)).mode & 0o777).toBe(0o600)
  expect(await readdir(path.join(folder, 'locks'))).toEqual([])
  expect(await verifyAudit(folder)).toBeUndefined()
})

it('keeps the chain whole when many write at once', async () => {
  const {folder, lines} = await setup()
  await Promise.all(Array.from({length: 12}, () => appendAudit(folder, [event('share')])))
  expect(await lines()).toHaveLength(12)
  expect(await verifyAudit(folder)).toBeUndefined()
})

it('shows a line that was changed, taken out, put in, or moved', async () => {
  const {folder, file} = await setup()
  for (const name of ['share', 'update', 'unshare', 'share'] as const) {
    await appendAudit(folder, [event(name)])
  }
  const text = await readFile(file, 'utf8')
  const [a = '', b = '', c = '', d = ''] = text.trimEnd().split('\n')
  const broken = async (...changed: string[]) => {
    await writeFile(file, `${changed.join('\n')}\n`)
    return (await verifyAudit(folder))?.line
  }
  expect(await broken(a, b.replace('update', 'share'), c, d)).toBe(3)
  expect(await broken(a, c, d)).toBe(2)
  expect(await broken(b, c, d)).toBe(1)
  expect(await broken(a, b, b, c, d)).toBe(3)
  expect(await broken(a, c, b, d)).toBe(2)
  expect(await broken(a, 'nonsense', b, c, d)).toBe(2)
  expect(await broken(a, b, c, d)).toBeUndefined()
})

it('goes on behind a line that a crash cut short, and says so', async () => {
  const {folder, file, lines} = await setup()
  await appendAudit(folder, [event('share'), event('update')])
  const {size} = await stat(file)
  await truncate(file, size - 40)
  const torn = await readFile(file, 'utf8')
  expect(await verifyAudit(folder)).toEqual({line: 2, why: 'it is no whole line'})

  await appendAudit(folder, [event('unshare')])
  expect(await readFile(file, 'utf8')).toMatch(torn)
  const events = (await lines()).map((line) => line?.event)
  expect(events).toEqual(['share', undefined, 'torn', 'unshare'])
  expect(await verifyAudit(folder)).toBeUndefined()

  const text = await readFile(file, 'utf8')
  await writeFile(file, text.replace('"event":"update"', '"event":"share"'))
  expect((await verifyAudit(folder))?.line).toBe(2)
})

it('takes a line of any length', async () => {
  const {folder} = await setup()
  const findings = Array.from({length: 9_000}, (_, index) => `github-token:${index}`)
  await appendAudit(folder, [{...event('allow'), findings}])
  await appendAudit(folder, [event('share')])
  expect(await verifyAudit(folder)).toBeUndefined()
})

it('says where it cannot be written, and writes nothing without an event', async () => {
  const {folder, file} = await setup()
  await appendAudit(folder, [])
  expect(await readFile(file, 'utf8')).toBe('')
  await rm(file)
  await appendFile(path.join(folder, 'other'), '')
  const below = path.join(folder, 'other')
  await expect(appendAudit(below, [event('share')])).rejects.toMatchObject({
    code: 'LEDGER_UNWRITABLE',
  })
})

async function setup() {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'sessionpress-audit-'))
  onTestFinished(() => rm(folder, {recursive: true, force: true}))
  const file = path.join(folder, 'audit.jsonl')
  const lines = async () =>
    (await readFile(file, 'utf8'))
      .trimEnd()
      .split('\n')
      .map((line) => {
        try {
          return JSON.parse(line)
        } catch {
          return undefined
        }
      })
  return {folder, file, lines}
}
