import path from 'node:path'
import process from 'node:process'
import fs from 'fs-extra'
import {describe, expect, it, onTestFinished, vi} from 'vitest'
import {type PrepareOptions, prepare} from '../../src/actions/prepare.js'
import type {Bundle} from '../../src/session/bundle.js'
import {findCanaries} from '../redact/find-canaries.js'
import {type Case, fixtureCases, root, surroundings, temporaryFolder} from '../support/case.js'

/** Options that leave nothing in memory. */
const tiny = {memory: 1}

describe('a session that does not fit into memory', async () => {
  for (const fixture of await fixtureCases()) {
    it(`becomes the same bundle: ${fixture.name.replaceAll('-', ' ')}`, async () => {
      expect(await bundleOf(fixture, tiny)).toEqual(await bundleOf(fixture, {}))
    })

    it(`becomes the same bundle where a part stays at home: ${fixture.name}`, async () => {
      const exclude = ['reasoning', 'paths'] as const
      const chosen = {exclude: [...exclude], toolOutputLines: 3}
      expect(await bundleOf(fixture, {...chosen, ...tiny})).toEqual(await bundleOf(fixture, chosen))
    })
  }
})

it('leaves nothing on the disk that is not masked, and nothing at all when it is done', async () => {
  const {session, folder} = await sessionWith(secret)
  vi.stubEnv('TMPDIR', folder)
  onTestFinished(() => void vi.unstubAllEnvs())
  const prepared = await prepare(session, {surroundings, ...tiny})
  const pieces = (await filesIn(folder)).filter((file) => path.basename(file) === 'pieces')
  expect(pieces).toHaveLength(1)
  for (const file of await filesIn(folder)) {
    const bytes = await fs.readFile(file, 'latin1')
    expect([file, findCanaries(bytes, [secret.slice(4)])]).toEqual([file, []])
  }
  const [file = ''] = pieces
  expect(await fs.readFile(file, 'latin1')).toContain('[redacted:github-token#1]')
  expect((await fs.stat(file)).mode & 0o777).toBe(0o600)
  await prepared.dispose()
  expect(await filesIn(folder)).toEqual([])
})

const secret = 'ghp_Canary0Token1Only2For3Tests4Canary0T'

/** A session that says a word in each of its texts and outputs, and a folder for temporary files. */
async function sessionWith(word: string) {
  const [folder, work] = [await temporaryFolder(), await temporaryFolder()]
  const session = path.join(work, 'session.json')
  const text = await fs.readFile(path.join(root, 'fixtures/sessions/every-tool/input.json'), 'utf8')
  await fs.writeFile(session, text.replace(/("(?:text|output)": ?")/g, `$1${word} `))
  return {session, folder}
}

async function filesIn(folder: string): Promise<string[]> {
  const names = await fs.readdir(folder, {recursive: true, encoding: 'utf8'})
  const files = names.map((name) => path.join(folder, name))
  return files.filter((file) => fs.statSync(file).isFile())
}

async function bundleOf({session, source}: Case, options: Partial<PrepareOptions>) {
  const prepared = await prepare(session, {
    surroundings: {...surroundings, cwd: process.cwd()},
    ...(source === undefined ? {} : {source}),
    ...options,
  })
  try {
    const {counts, findings, details} = prepared
    // Without a state folder ids are made of a key that lasts for one run.
    const told = details.map(({id: _, ...detail}) => detail)
    return {files: await textsOf(prepared.bundle), counts, findings, details: told}
  } finally {
    await prepared.dispose()
  }
}

async function textsOf(bundle: Bundle): Promise<[string, string][]> {
  const texts: [string, string][] = []
  for (const [name, content] of bundle) {
    const pieces: Uint8Array[] = []
    for await (const piece of content.read()) pieces.push(piece)
    texts.push([name, Buffer.concat(pieces).toString('latin1')])
  }
  return texts
}
