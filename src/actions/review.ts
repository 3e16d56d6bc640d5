import {addAllow} from '../config/write-allow.js'
import {type Decisions, readDecisions, writeDecisions} from '../ledger/decisions.js'
import type {Ledger} from '../ledger/ledger.js'
import {describeLeftOut} from '../session/left-out.js'
import {openLedgerOf} from './open-ledger-of.js'
import {publicContentOf} from './public-content.js'
import type {Review, ReviewDecision, ReviewFinding} from './review-types.js'
import {resolveSurroundings} from './surroundings.js'
import type {ContentOptions, LedgerOptions, Surroundings} from './types.js'

export interface ReviewOptions extends ContentOptions, LedgerOptions {
  /**
   * Asks a person about one thing that is undecided. `undefined` leaves it for later.
   *
   * @default nobody is asked
   */
  decide?: (
    finding: ReviewFinding,
    choices: ReviewDecision[],
    show: () => Promise<Uint8Array | undefined>,
  ) => Promise<ReviewDecision | undefined>
}
