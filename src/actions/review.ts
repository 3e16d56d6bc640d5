import type {Ledger} from '../ledger/ledger.js'
import {listLeftOut} from '../session/left-out.js'
import {attachedFiles} from './attached-files.js'
import {openJudge} from './judge.js'
import {openLedgerOf} from './open-ledger-of.js'
import {lookAgain} from './pass-gate.js'
import type {Prepared} from './prepare.js'
import {publicContentOf} from './public-content.js'
import {choicesFor, isDropped, keepDecision} from './review-choices.js'
import {fileID, reviewFindings} from './review-findings.js'
import {createPictures, type Picture} from './review-picture.js'
import type {Review, ReviewDecision, ReviewFinding} from './review-types.js'
import {findServedSession} from './serve/find-served-session.js'
import {resolveSurroundings} from './surroundings.js'
import type {ContentOptions, LedgerOptions, Surroundings} from './types.js'

export interface ReviewOptions extends ContentOptions, LedgerOptions {
  /**
   * Asks a person about one thing that is undecided; `undefined` leaves it for later.
   *
   * @default nobody is asked
   */
  decide?: (
    finding: ReviewFinding,
    choices: ReviewDecision[],
    picture: Picture | undefined,
    position: {at: number; of: number},
  ) => Promise<ReviewDecision | undefined>
}

/**
 * What a share of a session would make public, what it would not, and every
 * finding. With `decide` a person is asked about what is undecided; what they
 * say is kept, and holds for `share`, `export` and `preview`.
 *
 * @param session What `share` takes.
 * @throws SessionpressError `SESSION_*`, `SOURCE_*`, `CONFIG_*`, `STYLE_INVALID`, `LEDGER_*`,
 * `GATE_FAILED`, `USAGE_INVALID`
 */
export async function review(
  session: string | undefined,
  options: ReviewOptions = {},
): Promise<Review> {
  const surroundings = rereadable(resolveSurroundings(options.surroundings))
  const ledger = openLedgerOf(options, surroundings)
  const judge = openJudge({surroundings, ledger, makesKey: true})
  const {prepare} = await import('./prepare.js')
  const {source} = options
  const served = await findServedSession(session, {ledger, surroundings, source})
  const given = {...options, ...served, surroundings, judge}
  const first = await prepare(session, given)
  try {
    const found = await describe(first, options)
    if (!(await askAbout(found, first, {...options, ledger, surroundings}))) return found
  } finally {
    await first.dispose()
  }
  // What was decided changes what goes out: it is made and looked at once more.
  const second = await prepare(session, {...given, onWarning: () => undefined})
  try {
    return await describe(second, options)
  } finally {
    await second.dispose()
  }
}

async function describe(prepared: Prepared, options: ReviewOptions): Promise<Review> {
  const {sessionID, title, session} = prepared
  const gate = await lookAgain(prepared, options)
  return {
    sessionID,
    title,
    public: publicContentOf(prepared),
    left: {always: alwaysLeft, chosen: session.leftOut ? listLeftOut(session.leftOut) : []},
    findings: reviewFindings(prepared, gate),
  }
}

/** What `trim` takes from every session at the door. */
const alwaysLeft = [
  'system prompts, permissions and snapshots',
  'what providers keep for themselves: signatures, encrypted reasoning, headers, options of models',
  'whole files: only changed lines go out, with three lines around them',
  'every other session of the store',
]

interface AskAboutOptions extends Pick<ReviewOptions, 'decide'> {
  ledger: Ledger
  surroundings: Surroundings
}

/** Ask about everything that is undecided. Each answer is kept at once. */
async function askAbout(
  {sessionID, findings}: Review,
  {session, judgement}: Prepared,
  {decide, ledger, surroundings}: AskAboutOptions,
): Promise<boolean> {
  if (!decide) return false
  const files = new Map(
    attachedFiles(session).map((file) => [fileID(file, judgement.fingerprint), file]),
  )
  const pictures = createPictures()
  let {decisions} = judgement
  let hasDecided = false
  try {
    const open = findings
      .filter(({state}) => state === 'undecided')
      .map((finding) => ({finding, choices: choicesFor(finding, sessionID)}))
      .filter(({choices}) => choices.length > 0)
    for (const [index, {finding, choices}] of open.entries()) {
      if (isDropped(finding, decisions)) continue
      const file = files.get(finding.id)
      const position = {at: index + 1, of: open.length}
      const decision = await decide(finding, choices, file && pictures.of(file), position)
      if (decision === undefined) continue
      decisions = await keepDecision(finding, decision, {ledger, decisions, surroundings})
      hasDecided = true
    }
  } finally {
    await pictures.end()
  }
  return hasDecided
}

/** Standard input can be read once, and a review reads the session twice. */
function rereadable(surroundings: Surroundings): Surroundings {
  let input: Promise<Uint8Array> | undefined
  const stdin = () => {
    input ??= surroundings.stdin()
    return input
  }
  return {...surroundings, stdin}
}
