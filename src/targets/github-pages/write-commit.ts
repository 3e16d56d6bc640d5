import type {Clone} from './clone.js'
import {byUs, type Change, type Commit, removedMode} from './commits.js'
import {importObjects} from './import-objects.js'

interface NewCommit {
  /** Commit whose files it begins with. */
  from: string | undefined
  parent: string | undefined
  changes: readonly Change[]
  message: string
}

/** Write a commit of ours, and tell its id. */
export async function writeCommit(clone: Clone, commit: NewCommit): Promise<string> {
  const {from, parent, changes, message} = commit
  const tree = from && (await clone.read(['rev-parse', '--verify', `${from}^{tree}`]))
  const commands = [
    ...startCommit(clone, {...byUs(), message}, 1, parent ? [parent] : []),
    ...(tree ? [`M 040000 ${tree.toString().trim()} \n`] : []),
    ...changeCommands(changes),
    '\nget-mark :1\n',
  ]
  const [id = ''] = await importObjects(clone, commands)
  return id
}

/**
 * The beginning of a commit for `git fast-import`: all but what it changes.
 *
 * @param parents Ids or marks of commits; the files of the first are what it begins with.
 */
export function startCommit(
  {ref}: Pick<Clone, 'ref'>,
  commit: Pick<Commit, 'author' | 'committer' | 'encoding' | 'message'>,
  mark: number,
  [first, ...others]: readonly string[],
): string[] {
  const {author, committer, encoding, message} = commit
  return [
    // Without this a commit goes upon the one before.
    ...(first ? [] : [`reset ${ref}\n\n`]),
    `commit ${ref}\nmark :${mark}\nauthor ${author}\ncommitter ${committer}\n`,
    ...(encoding ? [`encoding ${encoding}\n`] : []),
    `data ${message.length}\n${message}\n`,
    ...(first ? [`from ${first}\n`] : []),
    ...others.map((other) => `merge ${other}\n`),
  ]
}

/** What a commit changes, for `git fast-import`. Files go first: one may make room for a folder. */
export function changeCommands(changes: readonly Change[]): string[] {
  const gone = changes.filter(({mode}) => mode === removedMode)
  const set = changes.filter(({mode}) => mode !== removedMode)
  return [
    ...gone.map(({path}) => `D ${quote(path)}\n`),
    ...set.map(({mode, oid, path}) => `M ${mode} ${oid} ${quote(path)}\n`),
  ]
}

/** A path as everything here writes it. */
export function toBytes(path: string): string {
  return Buffer.from(path).toString('latin1')
}

function quote(path: string): string {
  const spelled: Record<string, string> = {'\n': '\\n', '\r': '\\r'}
  return `"${path.replace(/["\\\n\r]/g, (sign) => spelled[sign] ?? `\\${sign}`)}"`
}
