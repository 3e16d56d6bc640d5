import {type ChildProcess, type SpawnOptions, spawn} from 'node:child_process'
import {once} from 'node:events'
import {freePort} from '../support/free-port.js'

/** A session as far as the suite looks at it. */
export interface ClientSession {
  id: string
  share?: {url: string}
}

/** A message as far as the suite looks at it. */
export interface ClientMessage {
  info: {id: string; role: 'user' | 'assistant'}
  parts: {type: string; text?: string}[]
}

/** A running `opencode serve`. */
export interface OpenCode {
  /** Ask its server. Throws what it says where it does not do as asked. */
  api<Answer>(method: string, path: string, body?: unknown): Promise<Answer>
  createSession(): Promise<ClientSession>
  /** Send a prompt and wait for all of the answer. */
  say(sessionID: string, text: string): Promise<ClientMessage>
  stop(): Promise<void>
}

/** Start the client's server in a project, at a free port, and wait until it listens. */
export async function startOpenCode(
  program: string,
  options: Pick<SpawnOptions, 'cwd' | 'env'>,
): Promise<OpenCode> {
  const port = await freePort()
  const call = ['serve', '--hostname', '127.0.0.1', '--port', String(port)]
  const child = spawn(program, call, {...options, stdio: ['ignore', 'pipe', 'pipe']})
  await untilItSays(child, 'listening on')
  async function api<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      headers: {'content-type': 'application/json'},
      ...(body !== undefined && {body: JSON.stringify(body)}),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${path} answers ${response.status}: ${text}`)
    return JSON.parse(text) as Answer // The caller names what the client is known to answer.
  }
  return {
    api,
    createSession: () => api('POST', '/session', {}),
    say: (sessionID, text) =>
      api('POST', `/session/${sessionID}/message`, {parts: [{type: 'text', text}]}),
    stop: () => stop(child),
  }
}

/** Wait for a line of a program, and let it write on afterwards. */
export async function untilItSays(child: ChildProcess, words: string): Promise<string> {
  let said = ''
  let isThere = () => {}
  const heard = new Promise<void>((resolve) => {
    isThere = resolve
  })
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      said += text
      if (said.includes(words)) isThere()
    })
  }
  const ended = once(child, 'exit').then(([status]) => {
    throw new Error(`\`${child.spawnargs.join(' ')}\` ended (${status}) and said:\n${said}`)
  })
  await Promise.race([heard, ended])
  ended.catch(() => undefined)
  return said
}

/** End a process that was started here, by force where it does not hear. */
export async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill('SIGTERM')
  const force = setTimeout(() => child.kill('SIGKILL'), 5_000)
  await gone
  clearTimeout(force)
}
