import {createHash} from 'node:crypto'
import type {Zip} from 'fflate'
import {SessionpressError} from '../errors.js'
import {type Bundle, type Content, markerFile} from '../session/bundle.js'
import {writeDurably} from '../system/write-durably.js'
import {isSame, readFacts} from '../targets/disk-file.js'
import {writeExport} from './write-export.js'

/**
 * Write a bundle to one zip archive with one folder in it. What lies there must be absent or an
 * archive of ours; it is whole or what it was before. Equal bundles give equal bytes.
 *
 * @returns Bytes of the archive.
 * @throws SessionpressError `EXPORT_PATH_TAKEN`, `TARGET_*`, `PUBLISH_UNVERIFIED`; `USAGE_INVALID`
 * for more than an archive can hold
 */
export async function exportZip(file: string, folder: string, bundle: Bundle): Promise<number> {
  const total = [...bundle.values()].reduce((sum, {size}) => sum + size, 0)
  if (total > mostBytes) throw tooBig(file)
  let bytes = 0
  await writeExport(file, {
    isOurs: isOurArchive,
    async write(draft) {
      bytes = await writeArchive(draft, folder, bundle)
    },
  })
  return bytes
}

/** Sizes in an archive have 32 bits; a little is left for what stands around the files. */
const mostBytes = 2 ** 32 - 2 ** 24

/** Names are sorted, so the marker comes first. */
function isOurArchive(head: Buffer): boolean {
  if (head.length < 30 || head.readUInt32LE(0) !== localHeader) return false
  const name = head.subarray(30, 30 + head.readUInt16LE(26)).toString()
  return name.endsWith(`/${markerFile}`)
}

const localHeader = 0x04034b50

async function writeArchive(draft: string, folder: string, bundle: Bundle): Promise<number> {
  const hash = createHash('sha256')
  let size = 0
  const told = async function* () {
    for await (const chunk of archiveOf(folder, bundle)) {
      hash.update(chunk)
      size += chunk.length
      yield chunk
    }
  }
  await writeDurably(draft, told())
  if (isSame(await readFacts(draft), {size, sha256: hash.digest('hex')})) return size
  throw new SessionpressError(
    'PUBLISH_UNVERIFIED',
    `\`${draft}\` holds other bytes than written.`,
    {
      hint: 'Check the disk, then run this again.',
    },
  )
}

/** The archive, piece by piece, so that no file of the bundle is ever whole in memory. */
async function* archiveOf(folder: string, bundle: Bundle): AsyncGenerator<Uint8Array> {
  const {Zip} = await import('fflate')
  const ready: Uint8Array[] = []
  const zip = new Zip((error, chunk) => {
    if (error) throw error
    ready.push(chunk)
  })
  for (const name of [...bundle.keys()].sort()) {
    const content = bundle.get(name)
    if (!content) continue
    for await (const _ of addFile(zip, `${folder}/${name}`, content)) yield* ready.splice(0)
  }
  zip.end()
  yield* ready
}

async function* addFile(zip: Zip, name: string, content: Content): AsyncGenerator<void> {
  const {ZipDeflate} = await import('fflate')
  // Also what is compressed already: many readers refuse stored files whose size stands behind them.
  const entry = new ZipDeflate(name, {level: 6})
  // The beginning of an archive's time, by the clock on the wall: it knows no zones.
  entry.mtime = new Date(1980, 0, 1)
  zip.add(entry)
  const hash = createHash('sha256')
  let size = 0
  for await (const piece of piecesOf(content)) {
    hash.update(piece)
    size += piece.length
    entry.push(piece)
    yield
  }
  if (!isSame({size, sha256: hash.digest('hex')}, content)) {
    throw new SessionpressError('PUBLISH_UNVERIFIED', `\`${name}\` changed while it was read.`, {
      hint: 'Run this again.',
    })
  }
  entry.push(new Uint8Array(), true)
  yield
}

/** Pieces of one size, however the content comes: how they are cut shows in the compressed bytes. */
async function* piecesOf(content: Content): AsyncGenerator<Uint8Array> {
  let piece = new Uint8Array(pieceSize)
  let filled = 0
  for await (const chunk of content.read()) {
    for (let at = 0; at < chunk.length; ) {
      const part = chunk.subarray(at, at + pieceSize - filled)
      piece.set(part, filled)
      filled += part.length
      at += part.length
      if (filled < pieceSize) continue
      yield piece
      piece = new Uint8Array(pieceSize)
      filled = 0
    }
  }
  if (filled > 0) yield piece.subarray(0, filled)
}

const pieceSize = 64 * 1024

function tooBig(file: string): SessionpressError {
  return new SessionpressError(
    'USAGE_INVALID',
    `\`${file}\` would be bigger than 4 GB, which a zip archive cannot be`,
    {hint: 'Export to a folder.'},
  )
}
