import type {Clone} from './clone.js'
import {readObjects} from './read-objects.js'

/** A commit as it is stored. Texts are Latin-1, a character a byte, so that nothing changes on the way. */
export interface Commit {
  id: string
  tree: string
  parents: string[]
  /** Name, address and time. */
  author: string
  committer: string
  /** How the message is encoded, where it says so. */
  encoding: string | undefined
  message: string
}

/** Everything that we say about a publication: a message that names a session would outlive it. */
export const messages = {
  publish: 'Update pages\n',
  remove: 'Remove pages\n',
  /** It also tells later runs why the history still holds them. */
  removeFromTip: 'Remove pages, as the host lets nobody rewrite the branch\n',
}

/** One change of a commit against its first parent. A mode of zeros removes. */
export interface Change {
  mode: string
  oid: string
  /** Latin-1, as everything here. */
  path: string
}

export const removedMode = '000000'

/** Whether a commit is one that this program makes, and nobody has changed since. */
export function isOurs({author, committer, parents, message}: Commit): boolean {
  const isByUs = [author, committer].every((who) => who.startsWith(`${identity} `))
  return isByUs && parents.length <= 1 && Object.values(messages).includes(message)
}

/** Read commits, in the order of their ids. */
export async function readCommits(clone: Clone, ids: readonly string[]): Promise<Commit[]> {
  const objects = await readObjects(clone, ids)
  return [...objects].map(([id, raw]) => parseCommit(id, raw.toString('latin1')))
}

/**
 * The commit that a publication is put upon: the newest that is not ours. What we published since
 * goes into one commit, so that no earlier version of a share stays in the history.
 */
export async function findBase(clone: Clone, tip: string): Promise<string | undefined> {
  for (let from: string | undefined = tip; from !== undefined; ) {
    const parameters = ['rev-list', '--first-parent', '--max-count=256', from]
    const ids = (await clone.read(parameters)).toString().split('\n').filter(Boolean)
    const commits = await readCommits(clone, ids)
    const foreign = commits.find((commit) => !isOurs(commit))
    if (foreign) return foreign.id
    from = commits.at(-1)?.parents[0]
  }
  return undefined
}

/** Who and when, for a commit of now. No time zone tells where somebody is. */
export function byUs(): Pick<Commit, 'author' | 'committer' | 'encoding'> {
  const who = `${identity} ${Math.floor(Date.now() / 1000)} +0000`
  return {author: who, committer: who, encoding: undefined}
}

const identity = 'sessionpress <sessionpress@localhost>'

function parseCommit(id: string, raw: string): Commit {
  const end = raw.indexOf('\n\n')
  const lines = (end < 0 ? raw : raw.slice(0, end)).split('\n')
  const all = (name: string) =>
    lines.filter((line) => line.startsWith(`${name} `)).map((line) => line.slice(name.length + 1))
  return {
    id,
    tree: all('tree')[0] ?? '',
    parents: all('parent'),
    author: all('author')[0] ?? '',
    committer: all('committer')[0] ?? '',
    encoding: all('encoding')[0],
    message: end < 0 ? '' : raw.slice(end + 2),
  }
}
