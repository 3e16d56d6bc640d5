import type {Configuration} from '../config/configuration.js'
import {SessionpressError} from '../errors.js'
import type {Finding} from '../session/finding.js'
import type {Destination} from './destination.js'
import type {Prepared} from './prepare.js'

/** What a person should know before something is public. */
export interface ShareReview {
  sessionID: string
  title: string
  /** Name of the target as configured, or the folder. */
  target: string
  /** Where it will be read. */
  url: string
  findings: Finding[]
  counts: Prepared['counts']
  /** Files that will be public. */
  files: {path: string; size: number}[]
  bytes: number
}

interface AskForReviewOptions {
  yes?: boolean
  confirm?: (review: ShareReview) => Promise<boolean>
}

/**
 * Let a person agree before a session is public for the first time.
 *
 * @throws SessionpressError `REVIEW_NEEDED` when nobody agrees
 */
export async function askForReview(
  prepared: Prepared,
  shareID: string,
  {name, target}: Destination,
  configuration: Configuration,
  {yes, confirm}: AskForReviewOptions,
): Promise<void> {
  if (yes || !configuration.confirm) return
  if (!confirm) {
    throw new SessionpressError('REVIEW_NEEDED', 'Nobody has agreed to make this public.', {
      hint: 'Run it on a terminal, or add `--yes`.',
    })
  }
  const {sessionID, title, findings, counts, bundle} = prepared
  const files = [...bundle].map(([file, {size}]) => ({path: file, size}))
  const bytes = files.reduce((sum, {size}) => sum + size, 0)
  const {url} = target.plan(bundle, shareID)
  if (await confirm({sessionID, title, target: name, url, findings, counts, files, bytes})) return
  throw new SessionpressError('REVIEW_NEEDED', 'The review was declined; nothing was published.', {
    hint: 'Run `sessionpress preview` to look at the page first.',
  })
}
