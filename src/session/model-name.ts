import type {ModelRef} from './model.js'

/** `acme-coder-large (high)`. */
export function modelName({id, variant}: ModelRef): string {
  return variant === undefined || variant === '' ? id : `${id} (${variant})`
}

/** The same with its provider, for the places that have room: `acme/acme-coder-large (high)`. */
export function fullModelName(model: ModelRef): string {
  return model.provider ? `${model.provider}/${modelName(model)}` : modelName(model)
}
