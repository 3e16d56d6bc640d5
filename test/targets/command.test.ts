import path from 'node:path'
import process from 'node:process'
import fs from 'fs-extra'
import {describe, expect, it, onTestFinished, vi} from 'vitest'
import {createShareID} from '../../src/ledger/share-id.js'
import {command} from '../../src/targets/command.js'
import {inspectOne} from '../../src/targets/types.js'
import {root, temporaryFolder} from '../support/case.js'
import {versionOf} from './bundles.js'
import {nobody, testTarget} from './conformance.js'
import {folderTexts} from './folder-texts.js'

const example = path.join(root, 'docs/publish-to-folder.mjs')
const url = 'https://example.org/shares'

testTarget('command', async () => {
  const folder = path.join(await temporaryFolder(), 'public')
  const options = {run: [process.execPath, example, folder], url, keepsHistory: false}
  return {
    target: command(options, {env: {}}),
    importable: command({...options, url: nobody, importable: true}, {env: {}}),
    served: () => folderTexts(folder),
    async put(file, text) {
      await fs.outputFile(path.join(folder, file), text)
    },
    take: (file) => fs.remove(path.join(folder, file)),
  }
})

const bundle = versionOf('one', {'page-0123456789abcdef.html': 'page'})

describe('command', () => {
  it('tells a program everything, and hands it the files in a folder that goes', async () => {
    const {target, asked} = await programOf(`
      const {readdirSync, statSync} = await import('node:fs')
      note({...request, names: readdirSync(request.folder ?? '.').sort(), mode: statSync(request.folder ?? '.').mode & 0o777, secret: process.env.HOST_TOKEN})
      return request.action === 'inspect' ? {ok: true, shares: request.shares} : {ok: true}`)
    const id = createShareID()
    const receipt = await target.publish(bundle, id)
    await target.publish(versionOf('two'), id, receipt)
    await target.remove([receipt])
    const told = await asked()
    expect(told.map(({action}) => action)).toEqual([
      ...['publish', 'inspect', 'publish', 'inspect', 'remove'],
    ])
    expect(told[0]).toMatchObject({
      version: 1,
      path: id,
      url,
      files: receipt.files,
      previous: null,
      names: [...bundle.keys()].sort(),
      secret: 'not-a-secret',
    })
    if (process.platform !== 'win32') expect(told[0]?.mode).toBe(0o700)
    expect(told[2]).toMatchObject({previous: receipt.files})
    expect(told[4]).toMatchObject({shares: [{path: id, files: receipt.files}]})
    for (const {folder} of told) if (folder) expect(await fs.pathExists(folder)).toBe(false)
    expect(JSON.stringify(receipt)).not.toContain('not-a-secret')
  })

  it.each([
    ['denied', 'TARGET_DENIED'],
    ['unavailable', 'TARGET_UNAVAILABLE'],
    ['full', 'TARGET_FULL'],
    ['taken', 'TARGET_PATH_TAKEN'],
  ])('takes the answer `%s` for `%s`, with its words', async (code, expected) => {
    const {target} = await programOf(
      `return {ok: false, code: '${code}', message: 'the host\\nsays\\u001b[2J no' + '!'.repeat(5000), hint: 'Ask.'}`,
    )
    const failure = await target.publish(bundle, createShareID()).catch((error) => error)
    expect(failure).toMatchObject({code: expected, hint: 'Ask.'})
    expect(failure.message).toContain('the host says [2J no!')
    expect(failure.message.length).toBeLessThan(600)
  })

  it.each([
    ['fails', 'console.error("it broke"); process.exit(3)', 'status 3: it broke'],
    ['answers well and fails', 'process.exitCode = 1; return {ok: true, paths: []}', 'status 1'],
    ['says nothing', 'process.exit(0)', 'no answer'],
    ['says no JSON', 'console.log("done"); process.exit(0)', 'no answer'],
    ['answers something else', 'return {ok: true, paths: "all"}', 'no answer'],
    ['answers no verdict', 'return {paths: []}', 'no answer'],
    ['knows no such failure', 'return {ok: false, code: "sad", message: "x"}', 'no answer'],
    [
      'says too much',
      'for (;;) await new Promise((done) => process.stdout.write("x".repeat(2 ** 20), done))',
      'too much',
    ],
    ['hangs', 'await new Promise(() => setInterval(() => {}, 1000))', 'said nothing for'],
  ])('says so where a program %s', async (_, code, message) => {
    const {target} = await programOf(code, message.includes('said nothing') ? 1_000 : undefined)
    await expect(target.list()).rejects.toMatchObject({
      code: 'TARGET_UNAVAILABLE',
      message: expect.stringContaining(message),
      hint: expect.any(String),
    })
  })

  it('is told by the example that it needs a folder', async () => {
    const target = command({run: [process.execPath, example], url}, {env: {}})
    await expect(target.publish(bundle, createShareID())).rejects.toMatchObject({
      code: 'TARGET_UNAVAILABLE',
      message: expect.stringContaining('name the folder'),
    })
  })

  it('says so where there is no such program', async () => {
    const target = command({run: ['sessionpress-no-such-program'], url}, {env: process.env})
    await expect(target.check()).rejects.toMatchObject({
      code: 'TARGET_UNAVAILABLE',
      message: expect.stringContaining('sessionpress-no-such-program'),
    })
  })

  it('believes nothing that is not there afterwards', async () => {
    const {target} = await programOf(
      `return {ok: true, shares: request.shares?.map(({path}) => ({path, files: []}))}`,
    )
    await expect(target.publish(bundle, createShareID())).rejects.toMatchObject({
      code: 'PUBLISH_UNVERIFIED',
      message: expect.stringContaining('index.html'),
    })
  })

  it('does not take a share that is left out for gone', async () => {
    const {target} = await programOf('return {ok: true, shares: []}')
    const look = inspectOne(target, target.plan(bundle, createShareID()))
    await expect(look).rejects.toMatchObject({code: 'TARGET_UNAVAILABLE'})
  })

  it('finds and lists nothing that cannot be ours', async () => {
    const id = createShareID()
    const {target} = await programOf(`
      const file = (path) => ({path, size: 1, sha256: '0'.repeat(64)})
      return {
        ok: true,
        paths: ['../x', '${id}', '${id}', 's_short', 'S_UPPER'],
        files: ['.sessionpress', 'index.html', '../../etc/passwd', 'theirs.txt'].map(file),
      }`)
    expect(await target.list()).toEqual([id])
    const found = await target.find(id)
    expect(found?.files.map((file) => file.path)).toEqual(['.sessionpress', 'index.html'])
  })

  it('passes on what a program notes and checks, and asks about the history', async () => {
    const {target} = await programOf(`
      return {ok: true, notes: ['Old deploys stay for a day.'], results: [{level: 'bad', message: 'x'.repeat(5000)}]}`)
    const {notes} = await target.remove([target.plan(bundle, createShareID())])
    expect(notes).toEqual(['Old deploys stay for a day.'])
    const results = await target.check()
    expect(results[0]?.message.length).toBeLessThan(400)
    expect(results[1]).toMatchObject({hint: expect.stringContaining('keepsHistory')})
    expect(target.abilities.keepsHistory).toBe(true)
  })

  it('leaves no temporary folder where a program fails', async () => {
    const {target} = await programOf('process.exit(1)')
    const temporary = await temporaryFolder()
    vi.stubEnv('TMPDIR', temporary)
    onTestFinished(() => void vi.unstubAllEnvs())
    await expect(target.publish(bundle, createShareID())).rejects.toMatchObject({
      message: expect.stringContaining('status 1'),
    })
    expect(await fs.readdir(temporary)).toEqual([])
  })
})

/** A target whose program answers what the body of a function returns. */
async function programOf(body: string, patience = 60_000) {
  const folder = await temporaryFolder()
  const [file, log] = [path.join(folder, 'program.mjs'), path.join(folder, 'log')]
  await fs.writeFile(
    file,
    `import {appendFileSync} from 'node:fs'
    const chunks = []
    for await (const chunk of process.stdin) chunks.push(chunk)
    const request = JSON.parse(Buffer.concat(chunks).toString())
    const note = (value) => appendFileSync(${JSON.stringify(log)}, JSON.stringify(value) + '\\n')
    const answer = async () => {${body}}
    console.log(JSON.stringify(await answer()))`,
  )
  const env = {HOST_TOKEN: 'not-a-secret'}
  const target = command({run: [process.execPath, file], url, patience}, {env})
  const asked = async () =>
    (await fs.readFile(log, 'utf8'))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
  return {target, asked}
}
