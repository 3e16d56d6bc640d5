import os from 'node:os'
import path from 'node:path'
import fs from 'fs-extra'
import {expect, it, onTestFinished} from 'vitest'
import {exportSession} from '../../src/index.js'
import type {Work} from '../../src/render/pieces/work.js'
import {root} from '../support/case.js'
import {writeLongSession} from '../support/long-session.js'

/*
 * What pages cost in counts, which no machine changes. A number that grows here is work that somebody
 * made without need, or meant to: then it is written here anew.
 */

async function aFolder(): Promise<string> {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'work-'))
  onTestFinished(() => fs.remove(folder))
  return folder
}

/** What a session takes, in a folder that has the cache as well. */
async function workOf(session: string, folder: string): Promise<Work | undefined> {
  let told: Work | undefined
  await exportSession(session, {
    output: path.join(folder, 'out'),
    surroundings: {env: {XDG_CACHE_HOME: path.join(folder, 'cache')}, home: undefined},
    onWork: (work) => {
      told = work
    },
  })
  return told
}

it('of a session with everything in it', async () => {
  const folder = await aFolder()
  const session = path.join(root, 'fixtures/sessions/feature/input.json')
  expect(await workOf(session, folder)).toMatchInlineSnapshot(`
    {
      "again": 5,
      "asked": 21,
      "cached": 0,
      "characters": 5603,
      "coloured": 13,
      "colouredCharacters": 5155,
      "made": 16,
    }
  `)
  expect(await workOf(session, folder)).toMatchObject({made: 0, characters: 0})
})

it('of a session of 400 prompts, and of a message more', async () => {
  const folder = await aFolder()
  const session = await writeLongSession(folder)
  expect(await workOf(session, folder)).toMatchInlineSnapshot(`
    {
      "again": 0,
      "asked": 400,
      "cached": 0,
      "characters": 861972,
      "coloured": 0,
      "colouredCharacters": 0,
      "made": 400,
    }
  `)
  const whole = await fs.readJson(session)
  const last = whole.messages.at(-1)
  last.parts.push({
    ...last.parts[0],
    id: 'prt_zzz',
    type: 'text',
    text: '**One** more.\n\n~~~ts\nlet a\n~~~',
  })
  await fs.writeJson(session, whole)
  expect(await workOf(session, folder)).toMatchInlineSnapshot(`
    {
      "again": 0,
      "asked": 402,
      "cached": 400,
      "characters": 60,
      "coloured": 1,
      "colouredCharacters": 30,
      "made": 2,
    }
  `)
})
