import {SessionpressError} from '../errors.js'
import {type Excludable, everything, excludable, type Selection} from '../session/selection.js'
import {nearest} from '../text/nearest.js'
import type {ContentOptions} from './types.js'

type SelectionOptions = Pick<
  ContentOptions,
  'exclude' | 'toolOutputLines' | 'fromTurn' | 'toTurn' | 'dropTurns' | 'dropBlocks'
>

/**
 * What goes out: options count before the configuration, but the kinds and turns
 * that the configuration keeps at home can only become more.
 *
 * @throws SessionpressError `USAGE_INVALID` for what is no selection of any session
 */
export function resolveSelection(
  options: SelectionOptions,
  configured: Partial<Selection> = {},
): Selection {
  const bounds = {
    toolOutputLines: options.toolOutputLines ?? configured.toolOutputLines,
    fromTurn: options.fromTurn ?? configured.fromTurn,
    toTurn: options.toTurn ?? configured.toTurn,
  }
  const dropTurns = [...new Set([...(configured.dropTurns ?? []), ...(options.dropTurns ?? [])])]
  check('--tool-output-lines', bounds.toolOutputLines)
  check('--from-turn', bounds.fromTurn)
  check('--to-turn', bounds.toTurn)
  for (const turn of dropTurns) check('--drop-turn', turn)
  const chosen = (options.exclude ?? []).map(readKind)
  return {
    exclude: [...new Set([...(configured.exclude ?? []), ...chosen])],
    dropTurns,
    dropBlocks: options.dropBlocks ?? configured.dropBlocks ?? everything.dropBlocks,
    ...given(bounds),
  }
}

function readKind(name: string): Excludable {
  const kind = excludable.find((known) => known === name)
  if (kind) return kind
  const meant = nearest(name, excludable)
  throw new SessionpressError('USAGE_INVALID', `\`--exclude\` does not know \`${name}\``, {
    hint: meant
      ? `Write \`--exclude ${meant}\`.`
      : `Name some of ${excludable.map((known) => `\`${known}\``).join(', ')}.`,
  })
}

function check(option: string, value: number | undefined): void {
  if (value === undefined || (Number.isInteger(value) && value > 0)) return
  throw new SessionpressError('USAGE_INVALID', `\`${option}\` takes a whole number from 1 on`, {
    hint: `Write it like \`${option} 3\`${option === '--drop-turn' ? ', once for each prompt' : ''}.`,
  })
}

function given<T extends Record<string, number | undefined>>(bounds: T) {
  const entries = Object.entries(bounds).filter(([, bound]) => bound !== undefined)
  // Only properties without a value are gone.
  return Object.fromEntries(entries) as {[K in keyof T]?: number}
}
