import {type Finding, type FindingDetail, mostPlaces, type NativePlace} from '../session/finding.js'
import type {Kind} from './kind.js'
import {sampleOf} from './sample.js'

/** Counts what was masked. The same value of one kind keeps its number through one bundle. */
export interface Tally {
  /**
   * Count a value, and tell its number: from 1 in order of first appearance, 0 for kinds without
   * numbers. `undefined` where the person allows the value, so that it stays.
   */
  count(kind: Kind, value: string): number | undefined
}

/** A tally, and what it counted. */
export interface FullTally extends Tally {
  /** Everything that was masked, by kind and number. */
  findings(): Finding[]
  /** The same with what a person needs to judge it, and with what is allowed. */
  details(): FindingDetail[]
}

export interface TallyOptions {
  /** Where the masking is now. */
  placeNow(): NativePlace
  /** Whether a value may stay, by its kind and the finding's id. @default none may */
  isAllowed?: (value: string, rule: string, id: string) => boolean
  /** Keyed fingerprint of a value, for ids that outlast the bundle. @default ids have numbers */
  fingerprint?: (value: string) => string
  /** Numbers that values have already, by the ids of their findings; others come after them. @default none */
  numbers?: ReadonlyMap<string, number>
}

/** What is known of one value; values themselves never leave the tally. */
interface Entry {
  detail: FindingDetail
  /** The place that was counted last, to name each once. */
  last: NativePlace | undefined
}

/** A tally in which nothing was counted yet. */
export function createTally(options: TallyOptions): FullTally {
  const kinds = new Map<string, Map<string, Entry>>()
  const numberOf = createNumbers(options.numbers)
  return {count, findings, details}

  function count(kind: Kind, value: string): number | undefined {
    const entries = kinds.get(kind.id) ?? new Map<string, Entry>()
    kinds.set(kind.id, entries)
    const entry = entries.get(value) ?? {
      detail: detailOf(kind, value, numberOf, options),
      last: undefined,
    }
    entries.set(value, entry)
    addPlace(entry, options.placeNow())
    const {detail} = entry
    detail.count += 1
    if (kind.confidence !== 'unsure') detail.confidence = 'sure'
    if (kind.isRequired) delete detail.isAllowed
    return detail.isAllowed ? undefined : detail.number
  }

  function details(): FindingDetail[] {
    const all = [...kinds.values()].flatMap((entries) => [...entries.values()])
    return all
      .map(({detail}) => detail)
      .sort((a, b) => (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : a.number - b.number))
  }

  function findings(): Finding[] {
    return details()
      .filter(({isAllowed}) => !isAllowed)
      .map(({rule, number, count: times}) => ({rule, number, count: times}))
  }
}

function detailOf(
  kind: Kind,
  value: string,
  numberOf: Numbers,
  {fingerprint, isAllowed}: TallyOptions,
): FindingDetail {
  const {id: rule, what, confidence = 'sure'} = kind
  const name = fingerprint && value !== '' ? fingerprint(value) : undefined
  const number = kind.hasNumbers === false ? 0 : numberOf(rule, name)
  const id = `${rule}:${name ?? number}`
  // What a policy wants masked is asked about too, so that its name is known.
  const isNamed = value !== '' && (isAllowed?.(value, rule, id) ?? false)
  const mayStay = isNamed && !kind.isRequired
  return {
    ...{id, rule, number, count: 0, what, confidence, sample: sampleOf(value), places: []},
    ...(mayStay && {isAllowed: true as const}),
  }
}

/** The number of a value of a kind, by what its id calls it; without such a name, the next one. */
type Numbers = (rule: string, name: string | undefined) => number

function createNumbers(known: ReadonlyMap<string, number> = new Map()): Numbers {
  const last = new Map<string, number>()
  for (const [id, number] of known) {
    const rule = id.slice(0, id.lastIndexOf(':'))
    last.set(rule, Math.max(number, last.get(rule) ?? 0))
  }
  return (rule, name) => {
    const given = name === undefined ? undefined : known.get(`${rule}:${name}`)
    if (given !== undefined) return given
    const next = (last.get(rule) ?? 0) + 1
    last.set(rule, next)
    return next
  }
}

/** Places come in order, so that one which comes again is the last one. */
function addPlace(entry: Entry, place: NativePlace): void {
  const {places} = entry.detail
  if (places.length >= mostPlaces || entry.last === place) return
  entry.last = place
  places.push(place)
}
