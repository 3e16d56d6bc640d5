import type {Place} from './clone.js'
import type {Traces} from './traces.js'

/** What a removal leaves behind, and what helps. */
export function describeRemoval(
  {branch, remote}: Pick<Place, 'branch' | 'remote'>,
  {pinned, refused}: Traces,
  isChanged: boolean,
): string[] {
  const notes: string[] = []
  const where = `the history of \`${branch}\` in \`${remote}\``
  if (pinned.size > 0) {
    notes.push(
      `${count(pinned.size)} stays in ${where}, for commits of others stand upon it. Set \`"allowRewrite": true\` for the target and remove again to rewrite those too.`,
    )
  }
  if (refused.size > 0) {
    notes.push(
      `${count(refused.size)} stays in ${where}, for the host lets nobody rewrite that branch. Allow force pushes to it there and remove again.`,
    )
  }
  if (isChanged) notes.push(leftBehind)
  return notes
}

/** What no push can take away. */
const leftBehind =
  'The host may keep the removed commits for whoever knows their ids, and a public repository on GitHub lists those in its activity log. What helps: a private repository, shares with `--encrypt`, or deleting the repository.'

function count(shares: number): string {
  return shares === 1 ? 'What was removed' : `What was removed of ${shares} shares`
}
