import {isObject, type Json, type JsonObject} from '../../../session/json.js'
import {toolOf} from './call.js'
import {type Exclusion, without} from './exclusion.js'

/** What the session cost, and the tokens that it took. Who imports it reads zeros. */
export const cost: Exclusion = {
  part(part, around) {
    around.count('cost', 0)
    if (part.type === 'text' || part.type === 'reasoning') return part
    if (toolOf(part) === undefined) return withoutPrices(part)
    const state = isObject(part.state) ? part.state : {}
    if (!isObject(state.metadata)) return part
    return {...part, state: {...state, metadata: withoutPrices(state.metadata)}}
  },

  message: (fields) => withoutPrices(fields),
  session: (native) => ({...native, info: without(native.info, 'cost', 'tokens')}),
}

const price = /^(?:(?:total_?)?(?:cost|price|tokens)|usage)$/i

/** Without fields that are called so, however deep. */
function withoutPrices(value: JsonObject): JsonObject {
  const kept = Object.entries(value).filter(([name]) => !price.test(name))
  return Object.fromEntries(kept.map(([name, field]) => [name, deep(field)]))
}

function deep(value: Json | undefined): Json | undefined {
  if (Array.isArray(value)) return value.map((item) => deep(item) ?? null)
  return isObject(value) ? withoutPrices(value) : value
}
