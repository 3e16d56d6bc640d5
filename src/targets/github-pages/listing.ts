import type {Clone} from './clone.js'

/** One file of a commit. */
export interface Entry {
  /** Kind of the file as git writes it: `100644`, `120000` for a symlink, … */
  mode: string
  oid: string
  /** Bytes; 0 for what is no file here, such as another repository. */
  size: number
}

/** Every file of a commit by its path. */
export type Listing = ReadonlyMap<string, Entry>

/** List all files of a commit, in the order of their paths; none of no commit. */
export async function listCommit(clone: Clone, commit: string | undefined): Promise<Listing> {
  if (commit === undefined) return new Map()
  const parameters = ['ls-tree', '-r', '-z', '-l', '--full-tree', commit]
  const listed = await clone.read(parameters, {limit: 2 ** 29})
  return new Map(
    listed
      .toString()
      .split('\0')
      .flatMap((line) => {
        const [, mode, oid, size, path] =
          /^(\d+) \w+ ([0-9a-f]+) +(\S+)\t([\s\S]*)$/.exec(line) ?? []
        if (!mode || !oid || path === undefined) return []
        return [[path, {mode, oid, size: Number(size) || 0}] as const]
      }),
  )
}

/** Files below a folder of a listing, by their path in it. */
export function listBelow(listing: Listing, folder: string): Map<string, Entry> {
  const start = `${folder}/`
  const below = new Map<string, Entry>()
  for (const [path, entry] of listing) {
    if (path.startsWith(start)) below.set(path.slice(start.length), entry)
  }
  return below
}

/** Whether an entry is a plain file, neither a symlink nor another repository. */
export function isFile({mode}: Entry): boolean {
  return mode.startsWith('100')
}

/** Where a share or a file of it lies in the branch. */
export function pathIn({folder}: {folder: string}, ...names: string[]): string {
  return [folder, ...names].filter(Boolean).join('/')
}
