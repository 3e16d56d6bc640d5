import {createHash} from 'node:crypto'
import {rmSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import type {Bundle, Content} from '../session/bundle.js'
import {
  createTemporaryFolder,
  explainTemporaryError,
  type TemporaryFolder,
} from '../system/temporary-folder.js'
import {createDraft, inFile, inMemory} from './draft.js'
import {createHolder} from './holder.js'

/**
 * Where the files of a bundle wait until they are published. Small ones stay
 * in memory, others go to a temporary folder that only this user can read.
 * Everything in it was redacted before.
 */
export interface Spool {
  /**
   * Take a file in pieces, as they come; nothing holds the whole of it.
   *
   * @throws SessionpressError `TEMPORARY_UNWRITABLE`, as `keep` does
   */
  add(name: string, pieces: AsyncIterable<string> | Iterable<string>): Promise<void>
  /** Take a whole file that is named by its content; the same content gives the same name. */
  keep(content: string | Uint8Array, extension: string, stem?: string): string
  /** The same for one in pieces, which nothing holds the whole of. */
  keepPieces(pieces: Iterable<string>, extension: string, stem?: string): Promise<string>
  /** Begin to hold text that becomes part of files later, or of none. */
  hold(): ReturnType<typeof createHolder>
  /** Everything so far: the rest by name, then pages in the order they came, `index.html` last. */
  bundle(): Bundle
  /** Remove the temporary folder. Contents cannot be read afterwards. */
  dispose(): Promise<void>
}

interface SpoolOptions {
  /** Bytes of one file that stay in memory. @default 1 MiB */
  memory?: number
  /** Bytes of all files together that stay in memory. @default 8 MiB */
  total?: number
}

/** A spool with nothing in it. */
export function createSpool(options: SpoolOptions = {}): Spool {
  const memory = options.memory ?? 1024 * 1024
  let room = options.total ?? 8 * 1024 * 1024
  const contents = new Map<string, Content>()
  let folder: TemporaryFolder | undefined
  let files = 0

  return {
    add,
    keep,
    keepPieces,
    hold: () => createHolder(heldCharacters, newFile),
    bundle: () => inOrder(contents),
    dispose,
  }

  async function add(
    name: string,
    pieces: AsyncIterable<string> | Iterable<string>,
  ): Promise<void> {
    contents.set(name, await drafted(pieces))
  }

  async function drafted(pieces: AsyncIterable<string> | Iterable<string>): Promise<Content> {
    const draft = createDraft({memory, mayStay: takeRoom, newFile})
    try {
      for await (const piece of pieces) await draft.write(Buffer.from(piece, 'utf8'))
      return await draft.finish()
    } catch (error) {
      await draft.discard()
      throw error
    }
  }

  async function keepPieces(
    pieces: Iterable<string>,
    extension: string,
    stem = 'media',
  ): Promise<string> {
    const content = await drafted(pieces)
    const name = nameOf(stem, content.sha256, extension)
    if (!contents.has(name)) contents.set(name, content)
    return name
  }

  function keep(content: string | Uint8Array, extension: string, stem = 'media'): string {
    const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    const name = nameOf(stem, sha256, extension)
    if (!contents.has(name)) contents.set(name, kept(bytes, sha256))
    return name
  }

  function kept(bytes: Uint8Array, sha256: string): Content {
    if (bytes.length <= memory && takeRoom(bytes.length))
      return inMemory([bytes], bytes.length, sha256)
    const file = newFile()
    try {
      writeFileSync(file, bytes, {mode: 0o600})
    } catch (error) {
      rmSync(file, {force: true})
      throw explainTemporaryError(error)
    }
    return inFile(file, bytes.length, sha256)
  }

  /** A session of hundreds of pages has none that is big, and all of them are. */
  function takeRoom(size: number): boolean {
    if (size > room) return false
    room -= size
    return true
  }

  function newFile(): string {
    folder ??= createTemporaryFolder('sessionpress')
    files += 1
    return path.join(folder.path, String(files))
  }

  async function dispose(): Promise<void> {
    await folder?.remove()
    contents.clear()
  }
}

/** Characters of one held text that stay in memory. Many are held at once. */
const heldCharacters = 128 * 1024

function nameOf(stem: string, sha256: string, extension: string): string {
  return `${stem}-${sha256.slice(0, 16)}.${extension}`
}

function inOrder(contents: ReadonlyMap<string, Content>): Bundle {
  const isPage = (name: string) => name.endsWith('.html')
  const names = [...contents.keys()]
  const pages = names.filter((name) => isPage(name) && name !== 'index.html')
  const last = names.filter((name) => name === 'index.html')
  const ordered = [...names.filter((name) => !isPage(name)).sort(), ...pages, ...last]
  return new Map(
    ordered.flatMap((name) => {
      const content = contents.get(name)
      return content ? [[name, content]] : []
    }),
  )
}
