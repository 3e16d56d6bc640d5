import {createDecipheriv, hkdfSync, pbkdf2Sync} from 'node:crypto'
import {gunzipSync} from 'node:zlib'
import type {Bundle} from '../../src/session/bundle.js'

/** What the page says openly. */
export interface Header {
  format: number
  share: string
  edition: string
  blocks: number
  salt?: string
  files?: string[]
}

/**
 * A second reader of the format, written from `docs/encryption.md` with Node's own cryptography, and with
 * nothing of ours: what we write is what we say that we write.
 */
export async function readEncrypted(
  bundle: Bundle,
  secret: string,
  passphrase?: string,
): Promise<Map<string, Buffer>> {
  const page = await textOf(bundle, 'index.html')
  const header = headerOf(page)
  const key = keyOf(header, secret, passphrase)
  const block = async (number: number) => open(header, number, await base64Of(number), key)
  // As the format says.
  const list = JSON.parse(gunzipSync(await block(0)).toString('utf8')) as {
    name: string
    type: string
    size: number
    first: number
    blocks: number
  }[]
  const files = new Map<string, Buffer>()
  for (const {name, size, first, blocks} of list) {
    const pieces: Buffer[] = []
    for (let number = first; number < first + blocks; number++) pieces.push(await block(number))
    const content = gunzipSync(Buffer.concat(pieces))
    if (content.length !== size) throw new Error(`${name} has another size.`)
    files.set(name, content)
  }
  return files

  async function base64Of(number: number): Promise<string> {
    const file = number === 0 ? undefined : header.files?.[number - 1]
    const text = file
      ? /^sessionpressBlock\(\d+,"([\w+/=]+)"\)\n$/.exec(await textOf(bundle, file))?.[1]
      : new RegExp(`id="sp-b${number}">([\\w+/=]+)<`).exec(page)?.[1]
    if (!text) throw new Error(`Block ${number} is missing.`)
    return text
  }
}

export function headerOf(page: string): Header {
  const [, json = ''] = /id="sp-sealed">([^<]*)</.exec(page) ?? []
  return JSON.parse(json) as Header // As the format says.
}

export async function textOf(bundle: Bundle, name: string): Promise<string> {
  const pieces: Uint8Array[] = []
  for await (const piece of bundle.get(name)?.read() ?? []) pieces.push(piece)
  return Buffer.concat(pieces).toString('utf8')
}

function keyOf({format, share, edition, salt}: Header, secret: string, passphrase = ''): Buffer {
  const known = Buffer.from(secret, 'base64url')
  const stretched = salt
    ? pbkdf2Sync(passphrase, Buffer.from(salt, 'base64url'), 600_000, 32, 'sha256')
    : Buffer.alloc(0)
  const whole = Buffer.concat([known, stretched])
  const info = `sessionpress/${format}/${share}`
  return Buffer.from(hkdfSync('sha256', whole, Buffer.from(edition, 'base64url'), info, 32))
}

function open(header: Header, number: number, base64: string, key: Buffer): Buffer {
  const {format, share, edition, blocks} = header
  const bytes = Buffer.from(base64, 'base64')
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12))
  const count = number === 0 ? `/${blocks}` : ''
  decipher.setAAD(Buffer.from(`sessionpress/${format}/${share}/${edition}/${number}${count}`))
  decipher.setAuthTag(bytes.subarray(-16))
  const padded = Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()])
  if (padded.length % 4096 !== 0) throw new Error(`Block ${number} is not filled up.`)
  const length = padded.readUInt32BE()
  if (padded.subarray(4 + length).some((byte) => byte !== 0)) throw new Error('No zeros.')
  return padded.subarray(4, 4 + length)
}
