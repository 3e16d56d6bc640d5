import type {JsonObject} from '../../../session/json.js'
import {numberOf, objectOf} from '../../../session/json.js'
import type {Tokens, UsageSample} from '../../../session/model.js'
import {optional} from './optional.js'

/** Tokens and price as they were recorded for a message or a step. */
export interface Usage {
  tokens: Tokens
  /** Undefined where no price is recorded. */
  cost?: number
}

/** Tokens and price of a message, or of the `step-finish` part that ends a step. */
export function usageOf(recorded: JsonObject): Usage {
  const tokens = objectOf(recorded.tokens)
  const cache = objectOf(tokens.cache)
  return {
    tokens: {
      input: numberOf(tokens.input) ?? 0,
      output: numberOf(tokens.output) ?? 0,
      reasoning: numberOf(tokens.reasoning) ?? 0,
      cacheRead: numberOf(cache.read) ?? 0,
      cacheWrite: numberOf(cache.write) ?? 0,
    },
    ...optional('cost', numberOf(recorded.cost)),
  }
}

/** What one step had and took, from its beginning on. A step that recorded nothing leaves no sample. */
export function sampleOf(time: number | undefined, {tokens, cost}: Usage): UsageSample[] {
  const context = tokens.input + tokens.cacheRead + tokens.cacheWrite
  if (time === undefined || (context <= 0 && (cost ?? 0) <= 0)) return []
  // A price of zero is what a model without a price on record leaves: unknown.
  return [{time, context, ...optional('cost', cost === 0 ? undefined : cost)}]
}

/**
 * The steps of a 1.x assistant message: as a rule one. Where several `step-finish`
 * parts stand in it, each tells of its own step; the message then has the last one's
 * tokens and the price of all (reference 1.6, 1.7). A lone step is told by the message.
 */
export function stepSamples(info: JsonObject, parts: readonly JsonObject[]): UsageSample[] {
  const whole = usageOf(info)
  const ends = parts.filter((part) => part.type === 'step-finish')
  let began = numberOf(objectOf(info.time).created)
  const [only] = ends
  if (only === undefined) return sampleOf(began, whole)
  if (ends.length === 1) {
    const step = usageOf(only)
    const cost = whole.cost ?? step.cost
    return sampleOf(began, {
      tokens: only.tokens ? step.tokens : whole.tokens,
      ...optional('cost', cost),
    })
  }
  let reached = began
  return parts.flatMap((part) => {
    const end = endOf(part)
    if (end !== undefined) reached = Math.max(reached ?? end, end)
    if (part.type !== 'step-finish') return []
    const samples = sampleOf(began, usageOf(part))
    began = reached
    return samples
  })
}

/** When a part was done: the next step cannot have begun before that. */
function endOf(part: JsonObject): number | undefined {
  const time = objectOf(part.type === 'tool' ? objectOf(part.state).time : part.time)
  return numberOf(time.end) ?? numberOf(time.start)
}
