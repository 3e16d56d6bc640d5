import {objectOf, textOf} from '../../../session/json.js'
import type {ModelRef} from '../../../session/model.js'
import {fullModelName} from '../../../session/model-name.js'

/** A model as messages name it (`modelID`) or as sessions do (`id`). */
export function modelRef(value: unknown): ModelRef | undefined {
  const object = objectOf(value)
  const id = textOf(object.modelID) ?? textOf(object.id)
  if (id === undefined) return undefined
  const provider = textOf(object.providerID)
  const variant = textOf(object.variant)
  return {
    id,
    ...(provider ? {provider} : {}),
    // The client writes `default` where nothing was chosen.
    ...(variant && variant !== 'default' ? {variant} : {}),
  }
}

/** Whether two references mean the same model, variant included. */
export function isSameModel(first: ModelRef, second: ModelRef): boolean {
  return fullModelName(first) === fullModelName(second)
}
