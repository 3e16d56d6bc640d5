import os from 'node:os'
import path from 'node:path'
import process from 'node:process'
import fs from 'fs-extra'
import type {JsonObject} from '../../src/session/json.js'
import {readEncrypted} from '../encryption/independent-reader.js'
import {root as project} from '../support/case.js'
import {person} from './canary-kinds.js'
import {canaryMessages} from './canary-session.js'
import {createPlanter, type Planter} from './plant-canaries.js'

/** A machine with the values that stand in sessions, and three sessions full of canaries. */
export async function createCanaryWorld() {
  const root = await fs.realpath(await fs.mkdtemp(path.join(os.tmpdir(), 'sessionpress-canary-')))
  const planter = createPlanter()
  const folders = {
    cwd: path.join(root, 'project'),
    sessions: path.join(root, 'sessions'),
    state: path.join(root, 'state/sessionpress'),
    temporary: path.join(root, 'tmp'),
  }
  for (const folder of Object.values(folders)) await fs.ensureDir(folder)
  const [[name, value] = ['', '']] = Object.entries(person.dotenv)
  await fs.writeFile(path.join(folders.cwd, '.env'), `${name}=${value}\n`)
  await fs.writeJson(path.join(folders.cwd, 'sessionpress.json'), {
    redact: {words: [person.word], patterns: ['CANARY-[a-z]{12}'], hosts: true},
  })
  const {home, user, host, env} = person
  const stateOfCommand = path.join(root, 'state-of-the-command')
  return {
    root,
    stateOfCommand,
    ...folders,
    plantings: planter.plantings,
    inputs: await writeSessions(planter, folders.sessions),
    call: {state: folders.state, surroundings: {cwd: folders.cwd, home, user, host, env}},
    process: {
      cwd: folders.cwd,
      env: {
        ...env,
        PATH: process.env.PATH,
        HOME: home,
        XDG_STATE_HOME: stateOfCommand,
        TMPDIR: folders.temporary,
      },
    },
    remove: () => fs.remove(root),
  }
}

export type CanaryWorld = Awaited<ReturnType<typeof createCanaryWorld>>

async function writeSessions(planter: Planter, folder: string) {
  const fixtures = path.join(project, 'fixtures/sessions')
  const [file, flat] = ['session.json', 'v2.json'].map((name) => path.join(folder, name)) as [
    string,
    string,
  ]
  const tools: JsonObject = await fs.readJson(path.join(fixtures, 'every-tool/input.json'))
  const planted = planter.spread(tools) as JsonObject
  const messages = [...(planted.messages as JsonObject[]), ...canaryMessages(planter)]
  const session = {...planted, info: inProject(planted.info as JsonObject), messages}
  await fs.writeJson(file, session)
  await fs.writeJson(flat, planter.spread(await fs.readJson(path.join(fixtures, 'v2/input.json'))))
  const storage = path.join(folder, 'storage')
  await fs.copy(path.join(fixtures, 'subagents/storage'), storage)
  for (const name of await fs.readdir(storage, {recursive: true, encoding: 'utf8'})) {
    const one = path.join(storage, name)
    if (name.endsWith('.json')) await fs.writeJson(one, planter.spread(await fs.readJson(one)))
  }
  const id = (await fs.readFile(path.join(fixtures, 'subagents/session.txt'), 'utf8')).trim()
  return {
    session: {session: file, source: {}},
    v2: {session: flat, source: {}},
    tree: {session: id, source: {source: storage}},
  }
}

function inProject(info: JsonObject): JsonObject {
  return {...info, directory: person.project}
}

/** Every file below a folder, by its path. */
export async function filesBelow(folder: string): Promise<Map<string, Buffer>> {
  const files = new Map<string, Buffer>()
  for (const name of await fs.readdir(folder, {recursive: true, encoding: 'utf8'})) {
    const file = path.join(folder, name)
    if ((await fs.stat(file)).isFile()) files.set(name, await fs.readFile(file))
  }
  return files
}

/** What an encrypted share is without its encryption, by Node's own cryptography. */
export async function opened(folder: string, url: string): Promise<Map<string, Buffer>> {
  const files = await filesBelow(folder)
  const bundle = new Map(
    [...files].map(([name, bytes]) => [
      path.basename(name),
      {
        type: '',
        size: bytes.length,
        sha256: '',
        async *read() {
          yield bytes
        },
      },
    ]),
  )
  return await readEncrypted(bundle, /#k=([\w-]{43})/.exec(url)?.[1] ?? '')
}
