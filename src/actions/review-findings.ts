import type {GateFinding} from '../gate/finding.js'
import {formatBytes} from '../text/format-bytes.js'
import {type AttachedFile, attachedFiles} from './attached-files.js'
import type {Judgement} from './judge.js'
import type {Prepared} from './prepare.js'
import type {ReviewFinding, ReviewState} from './review-types.js'

/**
 * Everything that a person has to know or to decide: what waits for them first.
 *
 * @param gate What the gate found in the finished bytes.
 */
export function reviewFindings(
  prepared: Prepared,
  gate: readonly GateFinding[] = [],
): ReviewFinding[] {
  const {judgement} = prepared
  const all = [
    ...gateFindings(gate, judgement),
    ...attachedFiles(prepared.session).map((file) => ofFile(file, judgement)),
    ...prepared.details.map((detail) => ofRedaction(detail, prepared)),
  ]
  const isOpen = ({state}: ReviewFinding) => state === 'undecided'
  return [...all.filter(isOpen), ...all.filter((finding) => !isOpen(finding))]
}

function ofRedaction(
  detail: Prepared['details'][number],
  {placeOf, judgement}: Prepared,
): ReviewFinding {
  const {id, rule, what, confidence, sample, count, places, isAllowed} = detail
  const isDemanded = judgement.isDemanded(id)
  const isKept = judgement.decisions.findings[id] === 'redact'
  const isDecided = confidence === 'sure' || isKept || isDemanded
  const state: ReviewState = isAllowed ? 'allowed' : isDecided ? 'redacted' : 'undecided'
  const said = places.map(placeOf).map(({sessionID, turn, block, what, field}) => ({
    ...{sessionID, turn: turn ?? null, block: block ?? null, what, field},
  }))
  return {
    ...{id, type: 'redaction', rule, what, confidence, sample, count},
    ...{places: said, files: [], state, isDemanded},
  }
}

/** What names a file in a review: its kind and the fingerprint of its bytes. */
export function fileID(file: AttachedFile, fingerprint: (value: string) => string): string {
  return `${kindOf(file)}:${fingerprint(file.data)}`
}

function kindOf({mime}: AttachedFile): 'image' | 'binary' {
  return mime.startsWith('image/') ? 'image' : 'binary'
}

function ofFile(file: AttachedFile, judgement: Judgement): ReviewFinding {
  const {name, mime, size, places} = file
  const rule = kindOf(file)
  const isImage = rule === 'image'
  const id = fileID(file, judgement.fingerprint)
  const isSeen = judgement.isNamed(id) || judgement.decisions.seen.includes(id)
  return {
    ...{id, type: 'file', rule, confidence: 'unsure', count: places.length, files: []},
    what: isImage ? 'picture, which no rule can read' : 'file, which no rule can read',
    sample: [name ?? 'without a name', mime, formatBytes(size)].join(', '),
    places: places.map((place) => ({...place, what: isImage ? 'picture' : 'file', field: ''})),
    state: isSeen ? 'seen' : 'undecided',
    isDemanded: false,
  }
}

/** What the gate finds refuses every share, so it waits for a decision however sure it is. */
function gateFindings(found: readonly GateFinding[], {isDemanded}: Judgement): ReviewFinding[] {
  const findings = new Map<string, ReviewFinding>()
  for (const {id, file, detector, what, sample, line} of found) {
    const finding = findings.get(id) ?? {
      ...{id, type: 'gate', rule: detector, what, confidence: 'sure', sample, count: 0},
      ...{places: [], files: [], state: 'undecided', isDemanded: isDemanded(id)},
    }
    finding.count += 1
    finding.files.push({path: file, line})
    findings.set(id, finding)
  }
  return [...findings.values()]
}
