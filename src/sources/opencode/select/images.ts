import {isObject, type Json, type JsonObject, stringOf} from '../../../session/json.js'
import type {Around, Exclusion} from './exclusion.js'

/** Pictures: attachments, what tools gave back, and those inside of texts as `data:` URLs. */
export const images: Exclusion = {
  part(part, around) {
    if (isImage(part)) {
      around.say('image')
      around.count('image')
      return undefined
    }
    return withoutImages(part, around)
  },

  message: withoutImages,
}

function withoutImages(fields: JsonObject, around: Around): JsonObject {
  let number = 0
  const result = strip(fields)
  if (number === 0 || !isObject(result)) return fields
  around.say(number === 1 ? 'image' : `${number} images`)
  around.count('image', number)
  return result

  function strip(value: Json | undefined): Json | undefined {
    if (typeof value === 'string') return stripText(value)
    if (Array.isArray(value)) {
      const kept = value.filter((item) => !isImage(item))
      number += value.length - kept.length
      return kept.map((item) => strip(item) ?? null)
    }
    if (!isObject(value)) return value
    return Object.fromEntries(
      Object.entries(value).flatMap(([name, field]) => {
        if (!isImage(field)) return [[name, strip(field)]]
        number += 1
        return []
      }),
    )
  }

  function stripText(text: string): string {
    if (!text.includes('data:')) return text
    return text.replace(/data:image\/[^\s"'<>()]+/gi, () => {
      number += 1
      return '[image left out]'
    })
  }
}

/** A file of a picture's type, or with a picture's first bytes whatever it says of itself. */
export function isImage(value: Json | undefined): boolean {
  if (!isObject(value)) return false
  const types = [value.mime, value.mimeType, value.mediaType, value.media_type]
  const url = stringOf(value.url) ?? stringOf(value.uri) ?? ''
  const data = stringOf(value.data) ?? stringOf(value.blob) ?? /;base64,(.*)$/s.exec(url)?.[1] ?? ''
  const isFile = types.some((type) => typeof type === 'string') || value.type === 'image'
  if (!isFile) return false
  if (types.some((type) => /^image\//i.test(stringOf(type) ?? ''))) return true
  return value.type === 'image' || /^data:image\//i.test(url) || firstBytes.test(data)
}

/** PNG, JPEG, GIF, WebP, AVIF and BMP in Base64. */
const firstBytes = /^(?:iVBORw0KGgo|\/9j\/|R0lGOD|UklGR|AAAA[A-Za-z0-9+/]{2}Zm?dH?lw|Qk[0-3])/
