import {addAllow} from '../config/write-allow.js'
import type {Decisions} from '../ledger/decisions.js'
import type {Ledger} from '../ledger/ledger.js'
import {mostPlaces} from '../session/finding.js'
import type {ReviewDecision, ReviewFinding} from './review-types.js'
import type {Surroundings} from './types.js'

/** What a person can decide about a finding of a session; nothing where a policy has decided. */
export function choicesFor(finding: ReviewFinding, sessionID: string): ReviewDecision[] {
  const drop: ReviewDecision[] = blocksOf(finding, sessionID).length > 0 ? ['drop'] : []
  if (finding.type === 'file') return ['seen', ...drop]
  if (finding.isDemanded) return drop
  if (finding.type === 'gate') return ['allow-once', 'allow-always']
  return ['redact', 'allow-once', 'allow-always', ...drop]
}

interface KeepDecisionOptions {
  ledger: Ledger
  decisions: Decisions
  surroundings: Surroundings
}

/**
 * Keep what a person decided about a finding.
 *
 * @returns What is decided about the session now.
 * @throws SessionpressError `LEDGER_UNWRITABLE`, `CONFIG_INVALID`, `CONFIG_UNWRITABLE`
 */
export async function keepDecision(
  finding: ReviewFinding,
  decision: ReviewDecision,
  {ledger, decisions, surroundings}: KeepDecisionOptions,
): Promise<Decisions> {
  if (decision === 'allow-always') {
    await addAllow(finding.id, surroundings)
    return decisions
  }
  const decided = withDecision(decisions, finding, decision)
  await ledger.decisions.write(decided)
  return decided
}

function withDecision(
  decisions: Decisions,
  finding: ReviewFinding,
  decision: Exclude<ReviewDecision, 'allow-always'>,
): Decisions {
  const {id} = finding
  const {findings, seen, dropBlocks, sessionID} = decisions
  if (decision === 'redact') return {...decisions, findings: {...findings, [id]: 'redact'}}
  if (decision === 'allow-once') return {...decisions, findings: {...findings, [id]: 'allow'}}
  if (decision === 'seen') return {...decisions, seen: [...new Set([...seen, id])]}
  const blocks = blocksOf(finding, sessionID)
  return {...decisions, dropBlocks: [...new Set([...dropBlocks, ...blocks])]}
}

/** Whether everything that a finding stands in was left out by a decision. */
export function isDropped(finding: ReviewFinding, {sessionID, dropBlocks}: Decisions): boolean {
  const blocks = blocksOf(finding, sessionID)
  return blocks.length > 0 && blocks.every((block) => dropBlocks.includes(block))
}

/**
 * Blocks of the session that a finding stands in, as links name them; none where
 * leaving blocks out would not take it away: in a subagent, a title, a list of todos.
 */
function blocksOf({places}: ReviewFinding, sessionID: string): string[] {
  const isOutside = places.some((place) => place.sessionID !== sessionID || place.block === null)
  if (isOutside || places.length >= mostPlaces) return []
  return [...new Set(places.map(({turn, block}) => `t${turn}-${block}`))]
}
