import {checkMissing} from '../check-missing.js'
import type {CheckResult} from '../types.js'
import {fetchTip, tryPush} from './branch.js'
import type {Clone} from './clone.js'
import {findBase, messages} from './commits.js'
import {listCommit} from './listing.js'
import {isOursAlone} from './own-files.js'
import {writeCommit} from './write-commit.js'

interface CheckOptions {
  /** Address of the site. */
  url: string
  allowRewrite: boolean
}

/**
 * Look whether the remote would take a push, who else is on the branch, and what the site answers.
 *
 * @throws SessionpressError `TARGET_DENIED`, `TARGET_UNAVAILABLE`
 */
export async function checkPages(
  clone: Clone,
  {url, allowRewrite}: CheckOptions,
): Promise<CheckResult[]> {
  const tip = await fetchTip(clone)
  const unsent = {from: undefined, parent: undefined, changes: [], message: messages.publish}
  await tryPush(clone, tip, tip ?? (await writeCommit(clone, unsent)))
  const {branch, remote} = clone
  return [
    {level: 'good', message: `\`${branch}\` of \`${remote}\` can be pushed to.`},
    ...(tip === undefined
      ? [good(`There is no branch \`${branch}\` yet; the first share makes it.`)]
      : await describeBranch(clone, tip, allowRewrite)),
    await checkMissing(url, clone.context.fetch),
    {
      level: 'warning',
      message:
        'A git host may keep removed commits for whoever knows their ids; a public repository on GitHub lists those.',
      hint: 'Use a private repository, or share with `--encrypt`.',
    },
  ]
}

async function describeBranch(
  clone: Clone,
  tip: string,
  allowRewrite: boolean,
): Promise<CheckResult[]> {
  const results: CheckResult[] = []
  const listing = await listCommit(clone, tip)
  const isAlone = isOursAlone(listing, clone)
  if (isAlone) results.push(good('The branch holds nothing but shares.'))
  else results.push(good('The branch also holds files of others, which are kept.'))
  if (!isAlone && !listing.has('.nojekyll')) {
    results.push({
      level: 'warning',
      message: 'There is no `.nojekyll` in the branch, so GitHub may make pages of its own there.',
      hint: 'Commit an empty `.nojekyll` to its root.',
    })
  }
  if (!allowRewrite && (await findBase(clone, tip)) !== undefined) {
    results.push({
      level: 'warning',
      message:
        'Others commit to the branch; what they commit upon a share keeps it in the history.',
      hint: 'Name a branch that nobody else uses, or set `"allowRewrite": true`.',
    })
  }
  return results
}

function good(message: string): CheckResult {
  return {level: 'good', message}
}
