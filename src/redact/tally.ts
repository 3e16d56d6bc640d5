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
  return {count, findings, details}

  function count(kind: Kind, value: string): number | undefined {
    const entries = kinds.get(kind.id) ?? new Map<string, Entry>()
    kinds.set(kind.id, entries)
    const entry = entries.get(value) ?? {
      detail: detailOf(kind, value, entries.size + 1, options),
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
  next: number,
  {fingerprint, isAllowed}: TallyOptions,
): FindingDetail {
  const {id: rule, what, confidence = 'sure'} = kind
  const number = kind.hasNumbers === false ? 0 : next
  const name = fingerprint && value !== '' ? fingerprint(value) : number
  const id = `${rule}:${name}`
  // What a policy wants masked is asked about too, so that its name is known.
  const isNamed = value !== '' && (isAllowed?.(value, rule, id) ?? false)
  const mayStay = isNamed && !kind.isRequired
  return {
    ...{id, rule, number, count: 0, what, confidence, sample: sampleOf(value), places: []},
    ...(mayStay && {isAllowed: true as const}),
  }
}

/** Places come in order, so that one which comes again is the last one. */
function addPlace(entry: Entry, place: NativePlace): void {
  const {places} = entry.detail
  if (places.length >= mostPlaces || entry.last === place) return
  entry.last = place
  places.push(place)
}
