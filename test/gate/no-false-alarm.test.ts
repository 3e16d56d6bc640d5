import {createReadStream} from 'node:fs'
import path from 'node:path'
import fs from 'fs-extra'
import {expect, it} from 'vitest'
import {scanBundle} from '../../src/gate/scan-bundle.js'
import {exportCase} from '../support/bundle.js'
import {fixtureCases, root, temporaryFolder} from '../support/case.js'
import {contentOf} from '../targets/bundles.js'

it('lets every fixture session pass', {timeout: 180_000}, async () => {
  const folder = await temporaryFolder()
  const hits: string[] = []
  for (const one of await fixtureCases()) {
    const {folder: place} = await exportCase(one, folder)
    for (const found of await scanBundle(await bundleIn(place), {fingerprint: () => '0'})) {
      hits.push(`${one.name} ${found.file}:${found.line} ${found.id} ${found.sample}`)
    }
  }
  expect(hits).toEqual([])
})

it('lets pass what redaction leaves, and what it made', async () => {
  const folder = path.join(root, 'fixtures/redact')
  const names = await fs.readdir(folder)
  const texts = names.map(async (name) => {
    const file = path.join(folder, name, name.startsWith('ok.') ? 'input.txt' : 'expected.txt')
    return [`${name}.txt`, contentOf(await fs.readFile(file, 'utf8'))] as const
  })
  const bundle = new Map(await Promise.all(texts))
  const found = await scanBundle(bundle, {fingerprint: () => '0'})
  expect(found.map(({file, id}) => `${file} ${id}`).filter((one) => !stricter.test(one))).toEqual(
    [],
  )
})

/** Lookalikes that secretlint knows by how they begin alone; `--allow` is for them. */
const stricter = /^ok\.(?:names-that-guard-forms|slack-[\w-]+|openai-key)\.txt secretlint-/

async function bundleIn(folder: string) {
  const names = await fs.readdir(folder)
  return new Map(
    names.map((name) => {
      const file = path.join(folder, name)
      return [name, {size: fs.statSync(file).size, sha256: '', read: () => createReadStream(file)}]
    }),
  )
}
