import http, {type IncomingMessage, type ServerResponse} from 'node:http'
import type {AddressInfo} from 'node:net'
import {text as readText} from 'node:stream/consumers'

/** One answer of the model: what it says, and then the tools that it calls. */
export interface Step {
  text?: string
  tools?: readonly {name: string; args: Readonly<Record<string, unknown>>}[]
}

/** A model on loopback that says what a test wrote down for it. */
export interface ScriptedModel {
  /** Base of its address, as a provider of the client is configured with. */
  url: string
  /** Answer a prompt that contains this text, step by step, also one of a subagent. */
  play(prompt: string, ...steps: Step[]): void
  close(): Promise<void>
}

/** The part of a request of OpenAI's chat completions that counts here. */
interface Request {
  model: string
  stream?: boolean
  messages: {role: string; content: unknown}[]
  tools?: unknown[]
}

type Plays = ReadonlyMap<string, readonly Step[]>

/** Start a model that speaks OpenAI's chat completions, streaming, at a free port. */
export async function startScriptedModel(): Promise<ScriptedModel> {
  const plays = new Map<string, Step[]>()
  const server = http.createServer((request, response) => {
    answer(request, response, plays).catch((error) => response.writeHead(500).end(String(error)))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const {port} = server.address() as AddressInfo // It listens on a port, not on a pipe.
  return {
    url: `http://127.0.0.1:${port}/v1`,
    play: (prompt, ...steps) => void plays.set(prompt, steps),
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

async function answer(request: IncomingMessage, response: ServerResponse, plays: Plays) {
  const body: Request = JSON.parse(await readText(request))
  const step = choose(body, plays)
  const base = {id: 'chatcmpl-scripted', object: 'chat.completion.chunk', created: 1}
  const send = (delta: unknown, finish: string | null = null) =>
    write({choices: [{index: 0, delta, finish_reason: finish}]})
  response.writeHead(200, {'content-type': 'text/event-stream'})
  send({role: 'assistant', content: ''})
  for (const piece of (step.text ?? '').match(/.{1,20}/gsu) ?? []) send({content: piece})
  const calls = step.tools ?? []
  for (const [index, {name, args}] of calls.entries()) {
    const id = `call_${body.messages.length}_${index}`
    send({tool_calls: [{index, id, type: 'function', function: {name, arguments: ''}}]})
    send({tool_calls: [{index, function: {arguments: JSON.stringify(args)}}]})
  }
  send({}, calls.length > 0 ? 'tool_calls' : 'stop')
  write({choices: [], usage: {prompt_tokens: 100, completion_tokens: 20, total_tokens: 120}})
  response.end('data: [DONE]\n\n')

  function write(chunk: object): void {
    response.write(`data: ${JSON.stringify({...base, model: body.model, ...chunk})}\n\n`)
  }
}

/** The last prompt that a play is known for says which; the answers since, how far it is. */
function choose({messages, tools}: Request, plays: Plays): Step {
  // Whoever may call no tool is asked for the title of a session.
  if (!tools?.length) return {text: 'A scripted session'}
  for (const [at, message] of [...messages.entries()].reverse()) {
    if (message.role !== 'user') continue
    const text = JSON.stringify(message.content)
    const steps = [...plays].find(([prompt]) => text.includes(prompt))?.[1]
    if (!steps) continue
    const answered = messages.slice(at).filter(({role}) => role === 'assistant').length
    return steps[answered] ?? {text: 'There is no more to say.'}
  }
  return {text: 'Nobody wrote an answer to that.'}
}
