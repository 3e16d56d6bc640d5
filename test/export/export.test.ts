import {execFileSync} from 'node:child_process'
import path from 'node:path'
import process from 'node:process'
import fs from 'fs-extra'
import {describe, expect, it} from 'vitest'
import {exportSession} from '../../src/index.js'
import {root, surroundings, temporaryFolder} from '../support/case.js'
import {folderTexts} from '../targets/folder-texts.js'

const session = path.join(root, 'fixtures/sessions/todos-change/input.json')

describe('an export to a file', () => {
  it('can be repeated, and gives the same bytes', async () => {
    const {folder, write} = await setup()
    await write('page.html')
    const before = await folderTexts(folder)
    await write('page.html')
    expect(await folderTexts(folder)).toEqual(before)
    expect(Object.keys(before)).toEqual(['page.html'])
  })

  it('makes the folders on the way', async () => {
    const {folder, write} = await setup()
    expect(await write('a/b/page.html')).toMatchObject({path: path.join(folder, 'a/b/page.html')})
    expect(Object.keys(await folderTexts(folder))).toEqual(['a/b/page.html'])
  })

  it.each([
    ['a foreign page', '<!doctype html><title>Theirs</title>'],
    ['a page about ours', '&lt;meta name="generator" content="sessionpress">'],
    ['an empty file', ''],
  ])('refuses %s, and leaves it as it is', async (_, text) => {
    const {folder, write} = await setup()
    await fs.writeFile(path.join(folder, 'page.html'), text)
    await expect(write('page.html')).rejects.toMatchObject({code: 'EXPORT_PATH_TAKEN'})
    expect(await folderTexts(folder)).toEqual({'page.html': text})
  })

  it('refuses a folder of that name', async () => {
    const {folder, write} = await setup()
    await fs.ensureDir(path.join(folder, 'page.html'))
    await expect(write('page.html')).rejects.toMatchObject({code: 'EXPORT_PATH_TAKEN'})
    expect(await folderTexts(folder)).toEqual({'page.html/': ''})
  })

  it.skipIf(process.platform === 'win32')(
    'refuses a pipe without waiting for its writer',
    async () => {
      const {folder, write} = await setup()
      execFileSync('mkfifo', [path.join(folder, 'page.html')])
      await expect(write('page.html')).rejects.toMatchObject({code: 'EXPORT_PATH_TAKEN'})
    },
  )

  it('is not in the way of what a killed run left', async () => {
    const {folder, write} = await setup()
    await fs.writeFile(path.join(folder, `page.html.partial-${process.pid}`), 'half')
    await write('page.html')
    expect(await fs.pathExists(path.join(folder, 'page.html'))).toBe(true)
  })

  it.each([
    ['a place that takes no files', '/proc/x.html', 'TARGET_UNAVAILABLE'],
    ['a file where a folder should be', 'file/page.html', 'TARGET_UNAVAILABLE'],
    ['a name that is too long', `${'x'.repeat(300)}.html`, 'TARGET_UNAVAILABLE'],
  ])('says that it cannot write to %s', async (_, output, code) => {
    const {folder, write} = await setup()
    await fs.writeFile(path.join(folder, 'file'), 'theirs')
    await expect(write(output)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(path.resolve(folder, output)),
    })
    expect(await folderTexts(folder)).toEqual({file: 'theirs'})
  })

  it.runIf(process.geteuid?.() === 0)('says that it may not write, or not look', async () => {
    const {folder, write} = await setup()
    await write('page.html')
    const before = await folderTexts(folder)
    await fs.chmod(folder, 0o755)
    await expect(asNobody(() => write('page.html'))).rejects.toMatchObject({code: 'TARGET_DENIED'})
    await fs.chmod(folder, 0o777)
    await fs.chmod(path.join(folder, 'page.html'), 0o600)
    await expect(asNobody(() => write('page.html'))).rejects.toMatchObject({code: 'TARGET_DENIED'})
    expect(await folderTexts(folder)).toEqual(before)
  })
})

describe('an export to a folder', () => {
  it.each(['out', 'out.html/'])(
    '%s is made, filled where it is empty, and filled again',
    async (name) => {
      const {folder, write} = await setup()
      await write(name)
      const before = await folderTexts(folder)
      const out = path.basename(name)
      expect(Object.keys(before)).toContain(`${out}/index.html`)
      await write(name)
      expect(await folderTexts(folder)).toEqual(before)
      await fs.emptyDir(path.join(folder, out))
      await write(name)
      expect(await folderTexts(folder)).toEqual(before)
    },
  )

  it('takes away what an earlier export left, and nothing of the person', async () => {
    const {folder, write} = await setup()
    await write('out')
    const before = await folderTexts(folder)
    const theirs = {'out/team-picture.png': 'theirs', 'out/notes/a.txt': 'theirs'}
    for (const [file, text] of Object.entries(theirs)) {
      await fs.outputFile(path.join(folder, file), text)
    }
    await fs.writeFile(path.join(folder, 'out/media-0123456789abcdef.png'), 'of an earlier export')
    await write('out')
    expect(await folderTexts(folder)).toEqual({...before, ...theirs})
  })

  it.each([
    ['a foreign folder', 'out/index.html'],
    ['a file', 'out'],
  ])('refuses %s, and leaves it as it is', async (_, file) => {
    const {folder, write} = await setup()
    await fs.outputFile(path.join(folder, file), 'theirs')
    await expect(write('out')).rejects.toMatchObject({code: 'EXPORT_PATH_TAKEN'})
    expect(await folderTexts(folder)).toEqual({[file]: 'theirs'})
  })
})

async function setup() {
  const folder = await temporaryFolder()
  const here = {...surroundings, cwd: folder}
  const write = (output: string) => exportSession(session, {output, surroundings: here})
  return {folder, write}
}

/** Root may write anywhere, so it steps back for a while. */
async function asNobody<T>(action: () => Promise<T>): Promise<T> {
  process.seteuid?.(65_534)
  try {
    return await action()
  } finally {
    process.seteuid?.(0)
  }
}
