import {startProgram} from '../start-program.js'
import {sshOptions, type Way} from './command.js'
import {type Line, openLine} from './line.js'
import {kinds, number, type Packet} from './packet.js'
import type {Sharing} from './sharing.js'
import {openSums, type Sums} from './sums.js'

/** A connection that the host's SFTP server answers on. */
export interface Connection {
  /** Names of what the server can do besides the protocol. */
  extensions: ReadonlySet<string>
  /** The way for other programs that reach the same host; quicker where the connection is shared. */
  way: Way
  /** Ask and wait for the answer. Several questions may be under way. */
  ask(kind: number, ...parts: Uint8Array[]): Promise<Packet>
  sums: Sums
  close(): Promise<void>
}

/**
 * Start SFTP on a host, through the `ssh` program, so that keys, agents, jump hosts and known hosts
 * are its business. The protocol is spoken here because the `sftp` program answers in prose.
 *
 * @throws `lost` with what `ssh` said
 * @throws SessionpressError `TARGET_UNAVAILABLE` where there is no `ssh`
 */
export async function connect(way: Way, sharing: Sharing): Promise<Connection> {
  const parameters = [...sshOptions(way), ...sharing.offer, '-s', '--', way.host, 'sftp']
  const line = openLine(await startProgram('ssh', parameters, {env: way.env}))
  try {
    const version = await line.send(undefined, [Buffer.of(kinds.init), number(3)])
    const extensions = new Set<string>()
    version.number()
    while (!version.isRead()) {
      extensions.add(version.text())
      version.bytes()
    }
    return connectionOf({...way, more: sharing.join}, line, extensions)
  } catch (error) {
    await line.close()
    throw error
  }
}

function connectionOf(way: Way, line: Line, extensions: ReadonlySet<string>): Connection {
  const sums = openSums(way)
  let last = 0
  return {
    extensions,
    way,
    sums,
    ask(kind, ...parts) {
      last += 1
      return line.send(last, [Buffer.of(kind), number(last), ...parts])
    },
    async close() {
      await sums.close()
      await line.close()
    },
  }
}
