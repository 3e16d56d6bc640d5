import {readAutoShare} from '../../config/auto-share.js'
import {readConfiguration} from '../../config/configuration.js'
import {isServed} from '../../ledger/record.js'
import {textOf} from '../../session/json.js'
import type {NativeSession} from '../../session/native.js'
import {hasAnswer} from '../../sources/opencode/has-answer.js'
import {targetSchemas} from '../../targets/registry.js'
import {openLedgerOf} from '../open-ledger-of.js'
import {directoryOf} from '../projects-of.js'
import {refuseDisabled} from '../refuse-disabled.js'
import {resolveSurroundings} from '../surroundings.js'
import type {LedgerOptions, ShareStatus} from '../types.js'
import {shareAsAgreed} from './share-as-agreed.js'

/** Why a session is left alone, in words. */
export type Quiet =
  | 'not automatic'
  | 'a subagent'
  | 'no answer yet'
  | 'kept by serve'
  | 'taken down'
  | 'unchanged'

/** What came of a session that changed. */
export type Shared =
  | {type: 'shared'; isNew: boolean; status: ShareStatus}
  | {type: 'quiet'; why: Quiet}

/**
 * Share a session, or bring its share up to date, where `"share": "auto"` holds in its project and
 * the person has agreed. Everything that `share` refuses is refused here too.
 *
 * @throws SessionpressError as `share` does; `REVIEW_NEEDED` also where nobody has agreed
 */
export async function shareByItself(
  native: NativeSession,
  options: LedgerOptions = {},
): Promise<Shared> {
  const own = resolveSurroundings(options.surroundings)
  const surroundings = {...own, cwd: directoryOf(native) ?? own.cwd}
  const why = await leftAlone(native, surroundings)
  if (why) return {type: 'quiet', why}
  // Nothing is said of who keeps a session where nothing may be shared at all.
  const configuration = await readConfiguration({...surroundings, targetSchemas})
  await refuseDisabled(configuration, surroundings, () => {})

  const ledger = openLedgerOf(options, surroundings)
  const {records} = await ledger.ofSession(textOf(native.info.id) ?? '')
  if (records.some(isServed)) return {type: 'quiet', why: 'kept by serve'}
  // What a person has taken down comes back when they share it, and not before.
  const {state} = records.at(-1) ?? {}
  if (state === 'removed' || state === 'removing') return {type: 'quiet', why: 'taken down'}

  const status = await shareAsAgreed(native, {...options, surroundings})
  const before = records.find(({shareID}) => shareID === status.shareID)
  const isSame = before?.state === 'live' && before.updatedAt === status.updatedAt
  if (isSame) return {type: 'quiet', why: 'unchanged'}
  return {type: 'shared', isNew: before === undefined, status}
}

async function leftAlone(
  native: NativeSession,
  surroundings: Parameters<typeof readAutoShare>[0],
): Promise<Quiet | undefined> {
  if (!(await readAutoShare(surroundings)).isOn) return 'not automatic'
  if (textOf(native.info.parentID) !== undefined) return 'a subagent'
  return hasAnswer(native) ? undefined : 'no answer yet'
}
