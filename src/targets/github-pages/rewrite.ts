import type {Clone} from './clone.js'
import {byUs, type Change, isOurs, messages} from './commits.js'
import type {Step} from './history.js'
import {importObjects} from './import-objects.js'
import {ownerIn, type Share} from './traces.js'
import {changeCommands, startCommit} from './write-commit.js'

interface RewriteOptions {
  history: readonly Step[]
  /** Shares that no commit shall hold any more. */
  shares: readonly Share[]
  /** What a last commit of ours changes besides. */
  changes: readonly Change[]
}

/**
 * Write the branch anew, with everything but some shares, in one pass: commits that hold nothing
 * of them, and stand upon none that does, stay the very same; the others keep author, time and
 * message. Ours that have nothing left in them go. Signatures of rewritten commits go too, for they
 * would not hold.
 *
 * @returns Its last commit.
 */
export async function rewriteBranch(
  clone: Clone,
  {history, shares, changes}: RewriteOptions,
): Promise<string> {
  const owner = ownerIn(clone, shares)
  const writer = createWriter(clone)
  /** What a commit has become: an id or a mark; nothing where it and all before it went. */
  const became = new Map<string, string | undefined>()

  for (const {commit, changes} of history) {
    const parents = commit.parents.map((id) => became.get(id))
    const kept = changes.filter(({path}) => !owner(path))
    const isSame = commit.parents.every((id, index) => id === parents[index])
    if (isSame && kept.length === changes.length) became.set(commit.id, commit.id)
    else if (kept.length === 0 && isOurs(commit)) became.set(commit.id, parents[0])
    else became.set(commit.id, writer.write(commit, parents, kept))
  }

  const tip = became.get(history.at(-1)?.commit.id ?? '')
  // A branch must not vanish: hosts would take it for one that was never set up.
  const isDone = changes.length === 0 && tip !== undefined
  const last = {...byUs(), message: messages.remove}
  return await writer.finish(isDone ? tip : writer.write(last, [tip], changes))
}

type NewCommit = Parameters<typeof startCommit>[1]

/** Collects commits for one `git fast-import`. */
function createWriter(clone: Clone) {
  const commands: string[] = []
  return {
    /** @returns The commit's mark. */
    write(commit: NewCommit, parents: (string | undefined)[], changes: readonly Change[]): string {
      const left = [...new Set(parents.filter((id) => id !== undefined))]
      const mark = commands.length + 1
      const start = startCommit(clone, commit, mark, left)
      // The changes count from the first parent: where that went, from nothing.
      if (parents[0] === undefined && left.length > 0) start.push('deleteall\n')
      commands.push([...start, ...changeCommands(changes), '\n'].join(''))
      return `:${mark}`
    },
    /** @returns The id of a commit that is there, or of one with this mark. */
    async finish(last: string): Promise<string> {
      if (!last.startsWith(':')) return last
      const [id = ''] = await importObjects(clone, [...commands, `get-mark ${last}\n`])
      return id
    },
  }
}
