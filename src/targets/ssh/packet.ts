import {nonsense} from './failures.js'

/** Numbers of the SFTP protocol, version 3 (draft-ietf-secsh-filexfer-02), as far as we speak it. */
export const kinds = {
  init: 1,
  version: 2,
  open: 3,
  close: 4,
  read: 5,
  write: 6,
  lstat: 7,
  openFolder: 11,
  readFolder: 12,
  remove: 13,
  makeFolder: 14,
  removeFolder: 15,
  resolve: 16,
  stat: 17,
  rename: 18,
  extended: 200,
  extendedReply: 201,
  status: 101,
  handle: 102,
  data: 103,
  names: 104,
  attributes: 105,
} as const

/** What lies at a place, not following symlinks. */
export interface Entry {
  kind: 'file' | 'folder' | 'link' | 'other'
  /** Bytes. */
  size: number
}

/** An answer of the host, read from its start. Reading past its end throws `lost`. */
export interface Packet {
  kind: number
  number(): number
  longNumber(): number
  bytes(): Buffer
  text(): string
  entry(): Entry
  /** Whether all of it has been read. */
  isRead(): boolean
}

export function number(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}

export function longNumber(value: number): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64BE(BigInt(value))
  return bytes
}

/** A text or bytes, behind their length. */
export function text(value: string | Uint8Array): Buffer {
  const bytes = typeof value === 'string' ? Buffer.from(value) : value
  return Buffer.concat([number(bytes.length), bytes])
}

/** Read what `bytes` hold behind the length of the packet. */
export function readPacket(bytes: Buffer): Packet {
  let at = 1
  const packet: Packet = {
    kind: bytes.readUInt8(0),
    number() {
      if (at + 4 > bytes.length) throw nonsense()
      const value = bytes.readUInt32BE(at)
      at += 4
      return value
    },
    longNumber: () => packet.number() * 2 ** 32 + packet.number(),
    bytes() {
      const length = packet.number()
      if (at + length > bytes.length) throw nonsense()
      at += length
      return bytes.subarray(at - length, at)
    },
    text: () => packet.bytes().toString(),
    entry: () => readEntry(packet),
    isRead: () => at >= bytes.length,
  }
  return packet
}

/** Attributes: which of them follow is said by bits, in this order. */
function readEntry(packet: Packet): Entry {
  const flags = packet.number()
  const size = flags & 1 ? packet.longNumber() : 0
  if (flags & 2) packet.longNumber()
  const mode = flags & 4 ? packet.number() : 0
  if (flags & 8) packet.longNumber()
  const extensions = flags & 0x80000000 ? packet.number() : 0
  for (let each = 0; each < extensions; each++) {
    packet.bytes()
    packet.bytes()
  }
  return {kind: kindOf(mode & 0o170000), size}
}

function kindOf(type: number): Entry['kind'] {
  if (type === 0o100000) return 'file'
  if (type === 0o040000) return 'folder'
  return type === 0o120000 ? 'link' : 'other'
}
