import type {webcrypto} from 'node:crypto'
import {gzipSync} from 'node:zlib'
import {deriveKey} from '../../templates/opener/derive.js'
import {type Sealed, type SealedFile, sealedFormat} from '../../templates/opener/format.js'
import {type OpenerAssets, openerEnd, openerStart} from '../../templates/opener.js'
import {type Bundle, markerFile} from '../session/bundle.js'
import {allowedHashes} from './allowed-hashes.js'
import {compress} from './compress.js'
import {type Random, sealBlock} from './seal.js'

export interface EncryptOptions {
  shareID: string
  /** The key that goes into the link. */
  secret: Uint8Array
  /** What the passphrase became, and its salt; absent where the link alone opens it. */
  passphrase?: {stretched: Uint8Array; salt: string} | undefined
  opener: OpenerAssets
  random: Random
  /** Media type of a file by its name. */
  typeOf(name: string): string
  /** Take a file of the encrypted bundle in pieces. */
  add(name: string, pieces: AsyncIterable<string> | Iterable<string>): Promise<void>
  /** Begin to hold text that becomes part of a file later. */
  hold(): {write(text: string): void; seal(): {read(): AsyncIterable<string>}}
}

/** A bundle up to this many bytes goes into the page that opens it; else each block is a file. */
const mostInline = 4 * 1024 * 1024

/** Compressed bytes of one block. */
const blockBytes = 4 * 1024 * 1024

/**
 * Turn a bundle into one page that opens it, and ciphertext. Of the plain files nothing is left to see but
 * the number of blocks and their sizes in steps. Random, so never the same twice.
 */
export async function encryptBundle(bundle: Bundle, options: EncryptOptions): Promise<void> {
  const {shareID: share, secret, passphrase, random, add} = options
  const sealed: Sealed = {
    format: sealedFormat,
    share,
    edition: Buffer.from(random(16)).toString('base64url'),
    blocks: 1,
    ...(passphrase && {salt: passphrase.salt}),
  }
  const key = await deriveKey(sealed, secret, passphrase?.stretched)
  const carrier = isSmall(bundle) ? inPage(options) : inFiles(options)
  const files = await sealFiles(bundle, {key, sealed, carrier, options})
  if (carrier.files) sealed.files = carrier.files
  const list = gzipSync(JSON.stringify(files))
  const directory = await sealBlock(key, sealed, 0, list, random)

  for (const [name, {read}] of bundle) if (name === markerFile) await add(name, textOf(read()))
  const hashes = await allowedHashes(bundle)
  const {opener} = options
  await add('index.html', pageOf(openerStart({...opener, hashes, sealed, directory}), carrier))

  async function* pageOf(start: string, {read}: Carrier): AsyncGenerator<string> {
    yield start
    yield* read()
    yield openerEnd(opener)
  }
}

function isSmall(bundle: Bundle): boolean {
  return [...bundle.values()].reduce((sum, {size}) => sum + size, 0) <= mostInline
}

interface Sealing {
  key: webcrypto.CryptoKey
  /** Its number of blocks grows with every one. */
  sealed: Sealed
  carrier: Carrier
  options: EncryptOptions
}

async function sealFiles(bundle: Bundle, sealing: Sealing): Promise<SealedFile[]> {
  const {key, sealed, carrier, options} = sealing
  const files: SealedFile[] = []
  for (const [name, {size, read}] of bundle) {
    if (name === markerFile) continue
    const first = sealed.blocks
    for await (const piece of compress(read(), blockBytes)) {
      const number = sealed.blocks++
      await carrier.put(number, await sealBlock(key, sealed, number, piece, options.random))
    }
    files.push({name, type: options.typeOf(name), size, first, blocks: sealed.blocks - first})
  }
  return files
}

/** Where blocks go. Base64 in elements and scripts, since a page from a disk may fetch nothing. */
interface Carrier {
  put(number: number, block: string): Promise<void>
  /** What stands in the page itself. */
  read(): AsyncIterable<string> | Iterable<string>
  /** Name of each block's file. */
  files?: string[]
}

function inPage({hold}: EncryptOptions): Carrier {
  const held = hold()
  return {
    async put(number, block) {
      held.write(`<script type="text/plain" id="sp-b${number}">${block}</script>\n`)
    },
    read: () => held.seal().read(),
  }
}

function inFiles({add, random}: EncryptOptions): Carrier {
  const files: string[] = []
  return {
    async put(number, block) {
      const name = `data-${Buffer.from(random(8)).toString('hex')}.js`
      files.push(name)
      await add(name, [`sessionpressBlock(${number},"`, block, '")\n'])
    },
    read: () => [],
    files,
  }
}

async function* textOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  for await (const piece of bytes) yield Buffer.from(piece).toString('utf8')
}
