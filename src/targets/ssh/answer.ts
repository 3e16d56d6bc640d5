import type {Connection} from './connection.js'
import {type Failure, failed, nonsense} from './failures.js'
import {kinds, type Packet, text} from './packet.js'

interface Question {
  kind: number
  parts: Uint8Array[]
  /** What it does, for a person who reads that the host refuses it. */
  doing: string
  /** What it means when the host says no more than `Failure`. @default 'failed' */
  failing?: Failure['reason']
}

/**
 * Ask for a step to be done.
 *
 * @throws `missing`, `denied`, `full`, `failed`
 */
export async function askToDo(connection: Connection, question: Question): Promise<void> {
  const packet = await connection.ask(question.kind, ...question.parts)
  if (packet.kind !== kinds.status) throw nonsense()
  const status = packet.number()
  if (status !== statuses.good) throw refusal(status, packet, question)
}

/**
 * Ask for something of a kind; `undefined` says that there is no more of it.
 *
 * @throws `missing`, `denied`, `full`, `failed`
 */
export async function askForMore(
  connection: Connection,
  wanted: number,
  question: Question,
): Promise<Packet | undefined> {
  const packet = await connection.ask(question.kind, ...question.parts)
  if (packet.kind === wanted) return packet
  if (packet.kind !== kinds.status) throw nonsense()
  const status = packet.number()
  if (status === statuses.end) return undefined
  throw refusal(status, packet, question)
}

/** Ask for something of a kind that must be there. */
export async function askFor(
  connection: Connection,
  wanted: number,
  question: Question,
): Promise<Packet> {
  const packet = await askForMore(connection, wanted, question)
  if (!packet) throw nonsense()
  return packet
}

/** Open something, work with it, and close it again, whatever happens. */
export async function withHandle<Result>(
  connection: Connection,
  question: Question,
  work: (handle: Buffer) => Promise<Result>,
): Promise<Result> {
  const handle = text((await askFor(connection, kinds.handle, question)).bytes())
  let result: Result
  try {
    result = await work(handle)
  } catch (error) {
    // Why the work failed counts; a connection that is lost cannot close anything.
    await connection.ask(kinds.close, handle).catch(() => undefined)
    throw error
  }
  // Some servers write when they close, and only then find that they cannot.
  await askToDo(connection, {kind: kinds.close, parts: [handle], doing: question.doing})
  return result
}

const statuses = {good: 0, end: 1, missing: 2, denied: 3, failed: 4}

function refusal(status: number, packet: Packet, {doing, failing}: Question): Error {
  const said = packet.isRead() ? `status ${status}` : packet.text()
  const message = `${doing}: ${said}`
  if (status === statuses.missing) return failed('missing', message)
  if (status === statuses.denied) return failed('denied', message)
  return failed((status === statuses.failed && failing) || 'failed', message)
}
