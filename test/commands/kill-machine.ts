import {createHash} from 'node:crypto'
import os from 'node:os'
import path from 'node:path'
import process from 'node:process'
import fs from 'fs-extra'
import {command, type Run, run} from './run-command.js'

const fixture = path.resolve(import.meta.dirname, '../../fixtures/sessions/todos-change/input.json')

/** The session of `old.json` and `new.json`. */
export const sessionID = 'ses_1111aaaa2222FixtureSession'

/** Hash of every file of a share by its name. The share's id is taken out: it is another each time. */
export type Files = Record<string, string>

/** A machine in a folder that can be copied, whatever is shared on it. */
export interface Machine {
  root: string
  project: string
  env: Readonly<Record<string, string | undefined>>
  /** Folder of the ledger. */
  state: string
  /** Run the real command in the project's folder, perhaps killed at a step. */
  run(node: string[], call: string[], killAt?: string): Promise<Run>
  /** Everything that lies in the folder that is served, drafts included. */
  online(): Promise<string[]>
  filesOf(shareID: string): Promise<Files>
}

/** A machine on which nothing is shared yet, with two versions of one session. */
export async function makeMachine(): Promise<Machine> {
  const root = await newRoot()
  const {info, messages} = await fs.readJson(fixture)
  const later = structuredClone(messages)
  const [prompt] = later
  prompt.info.id = prompt.info.id.replace('01F', '99F')
  prompt.info.time.created += 3_600_000
  for (const part of prompt.parts) Object.assign(part, {id: 'prt_z', messageID: prompt.info.id})
  attach(messages[0], 'old')
  await fs.writeJson(path.join(root, 'old.json'), {info, messages})
  attach(messages[0], 'new')
  await fs.writeJson(path.join(root, 'new.json'), {info, messages: [...messages, prompt]})
  await fs.ensureDir(path.join(root, 'project'))
  return machineAt(root)
}

/** The same machine once more, elsewhere. */
export async function copyMachine({root: from}: Machine): Promise<Machine> {
  const root = await newRoot()
  await fs.copy(from, root)
  const machine = machineAt(root)
  const shares = path.join(machine.state, 'shares')
  for (const name of await namesIn(shares)) {
    const text = await fs.readFile(path.join(shares, name), 'utf8')
    await fs.writeFile(path.join(shares, name), text.replaceAll(from, root))
  }
  return machine
}

function machineAt(root: string): Machine {
  const project = path.join(root, 'project')
  const served = path.join(project, 'public')
  const env = {
    PATH: process.env.PATH,
    HOME: path.join(root, 'home'),
    XDG_STATE_HOME: path.join(root, 'state'),
  }
  return {
    root,
    project,
    env,
    state: path.join(root, 'state/sessionpress'),
    run: (node, call, killAt) =>
      run(process.execPath, [...node, command, ...call], {
        cwd: project,
        env: {...env, ...(killAt !== undefined && {KILL_AT: killAt})},
      }),
    online: () => namesIn(served),
    async filesOf(shareID) {
      const files: Files = {}
      for (const name of await namesIn(path.join(served, shareID))) {
        const bytes = await fs.readFile(path.join(served, shareID, name), 'latin1')
        files[name] = createHash('sha256').update(bytes.replaceAll(shareID, 's_')).digest('hex')
      }
      return files
    },
  }
}

/** The real path: macOS keeps temporary folders behind a link. */
async function newRoot(): Promise<string> {
  return await fs.realpath(await fs.mkdtemp(path.join(os.tmpdir(), 'kill-')))
}

async function namesIn(folder: string): Promise<string[]> {
  return await fs.readdir(folder).then(
    (names) => names.sort(),
    () => [],
  )
}

/** Put a file beside the page that only this version has. */
function attach(message: {parts: Record<string, unknown>[]}, version: string): void {
  const [first] = message.parts
  const url = `data:application/pdf;base64,${Buffer.from(`%PDF-1.1 ${version}`).toString('base64')}`
  const file = {
    ...first,
    id: 'prt_pdf',
    type: 'file',
    mime: 'application/pdf',
    url,
    text: undefined,
  }
  message.parts = [...message.parts.filter(({type}) => type === 'text'), file]
}
