import type {ChildProcessWithoutNullStreams} from 'node:child_process'
import {endProgram} from '../start-program.js'
import {failed, nonsense} from './failures.js'
import {kinds, number, type Packet, readPacket} from './packet.js'

/** Packets to and from a program that speaks SFTP. */
export interface Line {
  /** Send a packet and wait for the one that carries its number; the first answer carries none. */
  send(id: number | undefined, parts: Uint8Array[]): Promise<Packet>
  close(): Promise<void>
}

/** Speak with a program that has begun. When it ends, whatever waits for an answer is rejected. */
export function openLine(child: ChildProcessWithoutNullStreams): Line {
  const waiting = new Map<number | undefined, Waiting>()
  let lost: unknown
  const lose = (error: unknown) => {
    lost ??= error
    endProgram(child)
    for (const {reject} of waiting.values()) reject(lost)
    waiting.clear()
  }
  const timer = setTimeout(() => {
    if (waiting.size > 0) lose(failed('lost', `it said nothing for ${patience / 1000} s`))
  }, patience)
  const closed = watch(child, lose).finally(() => clearTimeout(timer))
  readPackets(child, lose, (packet) => {
    timer.refresh()
    const id = packet.kind === kinds.version ? undefined : packet.number()
    waiting.get(id)?.resolve(packet)
    waiting.delete(id)
  })
  return {
    send: (id, parts) =>
      new Promise((resolve, reject) => {
        if (lost !== undefined) return reject(lost)
        timer.refresh()
        waiting.set(id, {resolve, reject})
        const bytes = Buffer.concat(parts)
        child.stdin.write(Buffer.concat([number(bytes.length), bytes]))
      }),
    close() {
      child.stdin.end()
      const impatience = setTimeout(() => endProgram(child), 5_000)
      return closed.finally(() => clearTimeout(impatience))
    },
  }
}

interface Waiting {
  resolve(packet: Packet): void
  reject(error: unknown): void
}

/** Milliseconds without an answer; `ssh` itself notices sooner when the host is gone. */
const patience = 60_000

/** Resolves when `ssh` has ended, which `lose` is told with what it said. */
function watch(
  child: ChildProcessWithoutNullStreams,
  lose: (error: unknown) => void,
): Promise<void> {
  let said = ''
  child.stderr.on('data', (bytes: Buffer) => {
    said = (said + bytes.toString()).slice(-2_000)
  })
  return new Promise((resolve) => {
    child.once('close', () => {
      lose(failed('lost', said.trim() || 'the connection ended'))
      resolve()
    })
  })
}

function readPackets(
  child: ChildProcessWithoutNullStreams,
  lose: (error: unknown) => void,
  take: (packet: Packet) => void,
): void {
  let rest: Buffer = Buffer.alloc(0)
  child.stdout.on('data', (bytes: Buffer) => {
    rest = rest.length > 0 ? Buffer.concat([rest, bytes]) : bytes
    while (rest.length >= 4) {
      const length = rest.readUInt32BE(0)
      // A login script that prints something is the usual reason.
      if (length < 5 || length > longest) return lose(nonsense())
      if (rest.length < 4 + length) return
      const packet = readPacket(rest.subarray(4, 4 + length))
      rest = rest.subarray(4 + length)
      take(packet)
    }
  })
}

/** Bytes of a packet that any server sends at most. */
const longest = 2 ** 20
