import type {Configuration} from '../../config/configuration.js'
import {isActive, type ShareRecord} from '../../ledger/record.js'
import {settleAll} from '../../system/in-parallel.js'
import {isAgreed, notAgreed} from '../agreed-programs.js'
import {checkTarget} from '../check-target.js'
import {type Destination, placeOf, reach} from '../destination.js'
import type {Surroundings} from '../types.js'
import {type Found, foundFrom} from './found.js'

/** A target that is configured, or that the ledger names. */
export interface Place {
  destination: Destination
  /** Whether something is, or shall be, there. Of a place where all is removed nothing is demanded. */
  isUsed: boolean
  /** Whether it answers. */
  isReachable: boolean
}

interface PlacesReport {
  places: Place[]
  found: Found[]
}

interface PlacesContext {
  configuration: Configuration | undefined
  records: readonly ShareRecord[]
  surroundings: Surroundings
  /** Milliseconds that one target may take to answer. */
  patience: number
  onNote: (note: string) => void
}

/** Every target that is configured or that the ledger names, each asked whether it works. */
export async function checkPlaces(context: PlacesContext): Promise<PlacesReport> {
  const found: Found[] = []
  const results = await settleAll(collect(context, found), together, (place) =>
    checkPlace(place, context, found),
  )
  const places = results.map((result) => {
    if (result.status === 'rejected') throw result.reason
    return result.value
  })
  return {places, found}
}

/** Targets that are asked at once. */
const together = 4

/** Each place once, whatever it is called; a configured name counts before one of the ledger. */
function collect(
  {configuration, records, surroundings}: PlacesContext,
  found: Found[],
): Omit<Place, 'isReachable'>[] {
  const configured = [...(configuration?.targets.values() ?? [])]
  const targets = [
    ...configured.map((setting) => ({setting, isUsed: true})),
    ...records.filter(isActive).map(({target}) => ({setting: target, isUsed: true})),
    ...records.map(({target}) => ({setting: target, isUsed: false})),
  ]
  const places = new Map<string, Omit<Place, 'isReachable'>>()
  const seen = new Set<string>()
  for (const {setting, isUsed} of targets) {
    const key = JSON.stringify([setting.type, setting.options])
    if (seen.has(key)) continue
    seen.add(key)
    try {
      const destination = reach(setting, surroundings)
      const same = placeOf(destination)
      if (!places.has(same)) places.set(same, {destination, isUsed})
    } catch (error) {
      found.push(foundFrom(error, {kind: 'target', target: setting.name}))
    }
  }
  return [...places.values()]
}

async function checkPlace(
  place: Omit<Place, 'isReachable'>,
  {records, patience, onNote}: PlacesContext,
  found: Found[],
): Promise<Place> {
  if (!isAgreed(place.destination, records)) {
    onNote(`\`${place.destination.name}\`: ${notAgreed(place.destination).message}`)
    return {...place, isReachable: false}
  }
  if (!place.isUsed) return {...place, isReachable: true}
  const {name: target, target: asked} = place.destination
  let isReachable = true
  for (const {level, message, hint, code} of await checkTarget(asked, patience)) {
    if (level === 'warning') onNote(`\`${target}\`: ${message}`)
    if (level !== 'bad') continue
    if (code !== null) isReachable = false
    found.push({kind: 'target', target, message, hint: hint ?? undefined})
  }
  return {...place, isReachable}
}
