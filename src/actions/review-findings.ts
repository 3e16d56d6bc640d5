import type {GateFinding} from '../gate/finding.js'
import type {Decisions} from '../ledger/decisions.js'
import {formatBytes} from '../text/format-bytes.js'
import {type AttachedFile, attachedFiles} from './attached-files.js'
import type {Prepared} from './prepare.js'
import type {ReviewFinding, ReviewState} from './review-types.js'

interface ReviewFindingsOptions {
  decisions: Decisions
  /** Names a value in a way that says nothing of it. */
  fingerprint(value: string): string
  /** What the gate found in the finished bytes. */
  gate: readonly GateFinding[]
}

/** Everything that a person has to know or to decide: what waits for them first. */
export function reviewFindings(
  prepared: Prepared,
  options: ReviewFindingsOptions,
): ReviewFinding[] {
  const {decisions, fingerprint, gate} = options
  const all = [
    ...gate.map(ofGate),
    ...attachedFiles(prepared.session).map((file) => ofFile(file, fingerprint, decisions)),
    ...prepared.details.map((detail) => ofRedaction(detail, prepared, decisions)),
  ]
  const isOpen = ({state}: ReviewFinding) => state === 'undecided'
  return [...all.filter(isOpen), ...all.filter((finding) => !isOpen(finding))]
}

function ofRedaction(
  detail: Prepared['details'][number],
  {placeOf}: Prepared,
  {findings}: Decisions,
): ReviewFinding {
  const {id, rule, what, confidence, sample, count, places, isAllowed} = detail
  const isDecided = confidence === 'sure' || findings[id] === 'redact'
  const state: ReviewState = isAllowed ? 'allowed' : isDecided ? 'redacted' : 'undecided'
  const said = places.map(placeOf).map(({sessionID, turn, block, what, field}) => ({
    ...{sessionID, turn: turn ?? null, block: block ?? null, what, field},
  }))
  return {
    ...{id, type: 'redaction', rule, what, confidence, sample, count},
    ...{places: said, file: null, state},
  }
}

/** What names a file in a review: its kind and the fingerprint of its bytes. */
export function fileID(file: AttachedFile, fingerprint: (value: string) => string): string {
  return `${kindOf(file)}:${fingerprint(file.data)}`
}

function kindOf({mime}: AttachedFile): 'image' | 'binary' {
  return mime.startsWith('image/') ? 'image' : 'binary'
}

function ofFile(
  file: AttachedFile,
  fingerprint: (value: string) => string,
  {seen}: Decisions,
): ReviewFinding {
  const {name, mime, size, place} = file
  const rule = kindOf(file)
  const isImage = rule === 'image'
  const id = fileID(file, fingerprint)
  return {
    ...{id, type: 'file', rule, confidence: 'unsure', count: 1, file: null},
    what: isImage ? 'picture, which no rule can read' : 'file, which no rule can read',
    sample: [name ?? 'without a name', mime, formatBytes(size)].join(', '),
    places: [{...place, what: rule, field: ''}],
    state: seen.includes(id) ? 'seen' : 'undecided',
  }
}

/** What the gate finds refuses every share, so it waits for a decision however sure it is. */
function ofGate({id, file, detector, what, sample, line}: GateFinding): ReviewFinding {
  return {
    ...{id, type: 'gate', rule: detector, what, confidence: 'sure', sample, count: 1},
    places: [],
    file: `${file}, line ${line}`,
    state: 'undecided',
  }
}
