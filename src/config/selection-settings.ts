import {findNodeAtLocation} from 'jsonc-parser'
import * as v from 'valibot'
import {excludable, type Selection} from '../session/selection.js'
import {invalid, type JsoncFile} from './jsonc-file.js'

const turn = v.pipe(v.number(), v.integer(), v.minValue(1))

/** Kinds that stay at home, for a project, a person or a policy. */
export const excludeEntry = v.exactOptional(v.array(v.picklist(excludable)))

/** The keys that choose what goes out of a session. */
export const selectionEntries = {
  exclude: excludeEntry,
  toolOutputLines: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  fromTurn: v.exactOptional(turn),
  toTurn: v.exactOptional(turn),
  dropTurn: v.exactOptional(v.array(turn)),
}

/** What one file says of it. */
export type SelectionLayer = v.InferOutput<v.StrictObjectSchema<typeof selectionEntries, undefined>>

/** Refuse a file that leaves no turn. */
export function checkTurns(source: JsoncFile, {fromTurn, toTurn}: SelectionLayer): void {
  if (fromTurn === undefined || toTurn === undefined || fromTurn <= toTurn) return
  const node = findNodeAtLocation(source.root, ['toTurn'])
  const why = `\`toTurn\` is before \`fromTurn\`, which is ${fromTurn}`
  throw invalid(source, node?.offset ?? 0, why)
}

/**
 * What the files choose together: each adds what stays at home; of numbers the
 * first file's counts.
 *
 * @param layers The file that counts most comes first.
 */
export function uniteSelection(layers: readonly SelectionLayer[]): Partial<Selection> {
  const first = (key: 'toolOutputLines' | 'fromTurn' | 'toTurn') => {
    const value = layers.find((layer) => layer[key] !== undefined)?.[key]
    return value === undefined ? {} : {[key]: value}
  }
  return {
    exclude: [...new Set(layers.flatMap(({exclude}) => exclude ?? []))],
    ...first('toolOutputLines'),
    ...first('fromTurn'),
    ...first('toTurn'),
    dropTurns: [...new Set(layers.flatMap(({dropTurn}) => dropTurn ?? []))],
  }
}

/** The stricter of two: what either leaves out stays at home. */
export function stricterSelection(
  one: Partial<Selection>,
  other: Partial<Selection>,
): Partial<Selection> {
  const both = (
    key: 'toolOutputLines' | 'fromTurn' | 'toTurn',
    stricter: (...values: number[]) => number,
  ) => {
    const values = [one[key], other[key]].filter((value) => value !== undefined)
    return values.length === 0 ? {} : {[key]: stricter(...values)}
  }
  return {
    exclude: [...new Set([...(one.exclude ?? []), ...(other.exclude ?? [])])],
    ...both('toolOutputLines', Math.min),
    ...both('fromTurn', Math.max),
    ...both('toTurn', Math.min),
    dropTurns: [...new Set([...(one.dropTurns ?? []), ...(other.dropTurns ?? [])])],
  }
}
