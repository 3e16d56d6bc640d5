import os from 'node:os'
import path from 'node:path'
import {pathToFileURL} from 'node:url'
import fs from 'fs-extra'
import {describe, expect, it, onTestFinished} from 'vitest'
import {openPool} from '../../src/actions/pieces/pool.js'
import {exportSession} from '../../src/index.js'
import type {PieceJob} from '../../src/render/pieces/job.js'
import type {Work} from '../../src/render/pieces/work.js'
import {filled, somePieces} from '../render/test-context.js'
import {writeLongSession} from '../support/long-session.js'
import {folderTexts} from '../targets/folder-texts.js'

const worker = path.resolve(import.meta.dirname, '../../dist/actions/piece-worker.js')

async function aFolder(): Promise<string> {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'pieces-'))
  onTestFinished(() => fs.remove(folder))
  return folder
}

describe('the pages of a session', () => {
  it('are the same from one thread and from several, with a cache and without', async () => {
    const folder = await aFolder()
    const session = await writeLongSession(folder)
    const surroundings = {env: {XDG_CACHE_HOME: path.join(folder, 'cache')}, home: undefined}
    const works: Work[] = []
    const exported = async (name: string, options: {jobs?: number; cache?: boolean}) => {
      const output = path.join(folder, name)
      const onWork = (work: Work) => void works.push(work)
      await exportSession(session, {...options, output, surroundings, onWork})
      return await folderTexts(output)
    }
    const alone = await exported('alone', {jobs: 1, cache: false})
    expect(await fs.pathExists(path.join(folder, 'cache'))).toBe(false)
    expect(await exported('cold', {jobs: 3})).toEqual(alone)
    expect(await exported('warm', {jobs: 2})).toEqual(alone)
    const [first, cold, warm] = works
    expect(cold).toEqual(first)
    expect(warm).toMatchObject({asked: first?.asked, made: 0, coloured: 0})
    expect(warm?.cached).toBe(first?.made)
  }, 240_000)

  it('are made without a cache where nobody knows a folder for it, or it cannot be written', async () => {
    const folder = await aFolder()
    const session = path.join(import.meta.dirname, '../../fixtures/sessions/feature/input.json')
    await fs.writeFile(path.join(folder, 'file'), '')
    const made = async (env: Record<string, string>) => {
      const output = path.join(folder, 'out')
      await exportSession(session, {output, surroundings: {env, home: undefined}})
      return await folderTexts(output)
    }
    const pages = await made({})
    expect(await made({XDG_CACHE_HOME: path.join(folder, 'file')})).toEqual(pages)
  })
})

describe('a thread that makes pieces', () => {
  const fence = (language: string, code: string): PieceJob => ({
    ...{type: 'prose', prefix: 'sp', heading: 3},
    text: `\`\`\`${language}\n${code}\n\`\`\``,
  })

  it.each([
    // Oniguruma needs seconds for each of these lines, and the other engine for ever for the first.
    ['php', '$'.repeat(1_400)],
    ['css', `.${'\\aaaaaa'.repeat(100)}=`],
  ])('is ended when %s takes for ever, and all code is there all the same', async (name, line) => {
    const hard = Array.from({length: 40}, (_, n) => `${line}${n}\n`).join('')
    const pieces = somePieces({render: openPool({jobs: 1, file: worker, patience: 2_000}).render})
    const jobs = [fence('ts', 'const a = 1'), fence(name, hard), fence('ts', 'const b = 2')]
    const texts = await filled(
      jobs.map((job) => pieces.show(job)),
      pieces,
    )
    expect(texts[0]).toContain('<b>const</b> a')
    expect(texts[1]?.split(line)).toHaveLength(41)
    expect(texts[2]).toContain('<b>const</b> b')
    expect([...pieces.plain]).toEqual([name])
  })

  it('rests when nothing is left to do, and begins again', async () => {
    const pool = openPool({jobs: 1, file: worker})
    const pieces = somePieces({render: pool.render})
    const atWork = filled([pieces.show(fence('ts', 'const a = 1'))], pieces)
    await pool.rest() // It has something to do, so it does that.
    expect((await atWork)[0]).toContain('<b>const</b> a')
    await pool.rest()
    const again = await filled([pieces.show(fence('ts', 'const b = 2'))], pieces)
    expect(again[0]).toContain('<b>const</b> b')
    expect(pieces.plain.size).toBe(0)
  })

  it('may die: what it was at goes without colours, all others are made by the next one', async () => {
    const folder = await aFolder()
    const program = path.join(folder, 'dying.mjs')
    await fs.writeFile(
      program,
      `import {renderPiece as make} from ${JSON.stringify(pathToFileURL(worker).href)}
export const renderPiece = (job) =>
  job.text.includes('die') && !job.isPlain ? process.exit(1) : make(job)`,
    )
    const pieces = somePieces({render: openPool({jobs: 1, file: program}).render})
    const jobs = [fence('ts', 'const a = 1'), fence('js', 'die'), fence('ts', 'const b = 2')]
    const texts = await filled(
      jobs.map((job) => pieces.show(job)),
      pieces,
    )
    expect(texts[1]).toContain('<code>die</code>')
    expect(texts[2]).toContain('<b>const</b> b')
  })

  it('may not even start: then texts stand as they are, changes among them', async () => {
    const folder = await aFolder()
    const program = path.join(folder, 'broken.mjs')
    await fs.writeFile(program, 'throw new Error("no such thing")')
    const pieces = somePieces({render: openPool({jobs: 1, file: program}).render})
    const patch: PieceJob = {type: 'patch', patch: '@@ -1 +1 @@\n-<b>\n+c\n', language: 'ts'}
    const texts = await filled([pieces.show(patch), pieces.show(fence('ts', 'let a'))], pieces)
    expect(texts[0]).toContain('-&lt;b&gt;\n+c')
    expect(texts[1]).toContain('let a')
  })
})
