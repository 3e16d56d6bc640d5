import {readAutoShare} from '../../config/auto-share.js'
import {readConfiguration} from '../../config/configuration.js'
import {textOf} from '../../session/json.js'
import type {NativeSession} from '../../session/native.js'
import {targetSchemas} from '../../targets/registry.js'
import {runsOf} from '../agreed-programs.js'
import {chooseDestination} from '../destination.js'
import {ownFolder} from '../open-ledger-of.js'
import type {prepare} from '../prepare.js'
import {directoryOf} from '../projects-of.js'
import {shareWith} from '../share.js'
import {resolveSurroundings} from '../surroundings.js'
import type {LedgerOptions, ShareStatus} from '../types.js'
import {checkAgreement} from './agreement.js'

/**
 * Share a session that is at hand, without a person who looks at it first: with the target that its
 * project leads to, where the person has agreed to that.
 *
 * @param native The session, trimmed.
 * @throws SessionpressError as `share` does; `REVIEW_NEEDED` also where nobody has agreed
 */
export async function shareAsAgreed(
  native: NativeSession,
  options: LedgerOptions = {},
): Promise<ShareStatus> {
  const own = resolveSurroundings(options.surroundings)
  const surroundings = {...own, cwd: directoryOf(native) ?? own.cwd}
  const sessionID = textOf(native.info.id)
  const setting = await readAutoShare(surroundings)
  const configuration = await readConfiguration({...surroundings, targetSchemas})
  const folder = ownFolder(options, surroundings)
  const destination = await chooseDestination({
    ...{to: undefined, session: sessionID, chooseTarget: undefined},
    ...{configuration, surroundings},
  })
  await checkAgreement({folder, setting, destination})

  const agreed = runsOf(destination).join('\n')
  const prepareIt: typeof prepare = async (session, given) => {
    const {prepare} = await import('../prepare.js')
    return await prepare(session, {...given, read: async () => native})
  }
  return await shareWith(prepareIt, sessionID, {
    ...options,
    ...{surroundings, destination, keepsChoice: true},
    // The agreement stands for the person's answer: to these programs and no others.
    confirm: async ({runs}) => runs.join('\n') === agreed,
  })
}
