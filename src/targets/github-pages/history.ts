import type {Clone} from './clone.js'
import {type Change, type Commit, readCommits} from './commits.js'

/** One commit of a branch and what it changes against its first parent. */
export interface Step {
  commit: Commit
  changes: Change[]
}

/**
 * Everything that a branch ever held, oldest first, parents before children.
 *
 * A file in any of its commits came in by a change of one of them: against the first parent of a
 * merge everything counts that the others brought.
 */
export async function readHistory(clone: Clone, tip: string): Promise<Step[]> {
  const limit = 2 ** 30
  const parameters = ['rev-list', '--topo-order', '--reverse', tip]
  const ids = (await clone.read(parameters, {limit})).toString().split('\n').filter(Boolean)
  const commits = await readCommits(clone, ids)
  const input = commits.map(({id, parents: [parent]}) => `${id}${parent ? ` ${parent}` : ''}\n`)
  const raw = ['--raw', '-r', '-z', '--root', '--no-renames', '--no-abbrev']
  const out = await clone.read(['diff-tree', '--stdin', ...raw, '--ignore-submodules=none'], {
    input: input.join(''),
    limit,
  })
  const changes = parseChanges(out.toString('latin1'))
  return commits.map((commit) => ({commit, changes: changes.get(commit.id) ?? []}))
}

/** `COMMIT NUL (:MODE MODE OID OID STATUS NUL PATH NUL)…`, again and again. */
function parseChanges(out: string): Map<string, Change[]> {
  const all = new Map<string, Change[]>()
  let current: Change[] = []
  const words = out.split('\0')
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? ''
    if (word.startsWith(':')) {
      const [, mode = '', , oid = ''] = word.split(' ')
      current.push({mode, oid, path: words[++at] ?? ''})
    } else {
      current = []
      all.set(word, current)
    }
  }
  return all
}
