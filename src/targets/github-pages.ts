import * as v from 'valibot'
import type {Bundle} from '../session/bundle.js'
import {addressOf, addressSchema} from './address.js'
import {fetchTip} from './github-pages/branch.js'
import {checkPages} from './github-pages/check.js'
import {type Clone, type Place, pruneClone, withClone} from './github-pages/clone.js'
import {describeFiles, findFiles, findNames} from './github-pages/find.js'
import {inspectShares} from './github-pages/inspect.js'
import {listBelow, listCommit, pathIn} from './github-pages/listing.js'
import {publishShare} from './github-pages/publish.js'
import {refuseBranch, refuseFolder, refuseRemote, splitTracked} from './github-pages/remote.js'
import {removeShares} from './github-pages/remove.js'
import {checkName, listFiles} from './names.js'
import {importableSchema, withRootFiles} from './root-files.js'
import type {FolderTarget, Receipt, Target, TargetContext} from './types.js'

const type = 'github-pages'

/** What is meant where the configuration says nothing. */
export const githubPagesDefaults = {branch: 'gh-pages', folder: '', allowRewrite: false}

/** What the configuration says of a `github-pages` target. */
export const githubPagesSchema = v.strictObject({
  remote: textThat(refuseRemote),
  branch: v.exactOptional(textThat(refuseBranch)),
  folder: v.exactOptional(textThat(refuseFolder)),
  url: addressSchema,
  allowRewrite: v.exactOptional(v.boolean()),
  importable: importableSchema,
})

interface GitHubPagesOptions {
  /** Repository to push to, in any form that git reaches without a helper of its own. */
  remote: string
  /** Branch that the host serves. @default 'gh-pages' */
  branch?: string
  /** Folder of the branch to publish into. @default its root */
  folder?: string
  /** Address under which the host serves that folder. */
  url: string
  /** Whether a removal may rewrite commits of others. @default false */
  allowRewrite?: boolean
  /** Whether `opencode import` takes the addresses of its shares. @default false */
  importable?: boolean
}

/** Publish to a branch that a git host serves: GitHub, GitLab, Codeberg, or any of one's own. */
export function githubPages(options: GitHubPagesOptions, context: TargetContext): Target {
  const {remote, branch, folder, url, allowRewrite} = {...githubPagesDefaults, ...options}
  const place: Place = {remote, branch, folder, context}
  const inClone = <Result>(action: (clone: Clone) => Promise<Result>) => withClone(place, action)

  const target: FolderTarget = {
    type,
    abilities: {keepsHistory: true, cacheSeconds: 600, answersMissing: true, canList: true},
    plan,

    async publish(bundle, name, previous) {
      const planned = plan(bundle, name)
      await inClone((clone) => publishShare(clone, bundle, name, previous))
      return planned
    },

    async remove(receipts) {
      for (const {path, files} of receipts) {
        for (const file of files) splitTracked(file.path)
        checkName(path)
      }
      if (receipts.length === 0) return {notes: []}
      const {isChanged, notes} = await inClone((clone) =>
        removeShares(clone, receipts, allowRewrite),
      )
      if (isChanged) await inClone(pruneClone)
      return {notes}
    },

    inspect: (receipts) => inClone((clone) => inspectShares(clone, receipts, allowRewrite)),

    find: (name) =>
      inClone(async (clone) => {
        const planned = plan(new Map(), name)
        const listing = await listCommit(clone, await fetchTip(clone))
        const there = listBelow(listing, pathIn(place, name))
        const files = findFiles(there)
        return files && {...planned, files: await describeFiles(clone, there, files)}
      }),

    list: () =>
      inClone(async (clone) => findNames(await listCommit(clone, await fetchTip(clone)), place)),

    check: () => inClone((clone) => checkPages(clone, {url, allowRewrite})),
  }
  return withRootFiles(target, options)

  function plan(bundle: Bundle, name: string): Receipt {
    checkName(name)
    const location = `${remote}#${branch}:${pathIn(place, name)}`
    return {type, path: name, url: addressOf(url, name), location, files: listFiles(bundle)}
  }
}

/** A text of a configuration, refused with a reason. */
function textThat(refuse: (text: string) => string | undefined) {
  return v.pipe(
    v.string(),
    v.check(
      (text) => refuse(text) === undefined,
      ({input}) => refuse(String(input)) ?? '',
    ),
  )
}
