import type {MaskText} from './base64.js'
import {isSecretName} from './generic-rules.js'

/**
 * Mask the value of a field. Where the field's name says that it is secret, the
 * rules for names in a text decide about it, as if both stood in one.
 */
export function maskNamed(name: string, value: string, mask: MaskText): string {
  if (value.length > longest || !isSecretName(name)) return mask(value)
  const lead = `${name.slice(-40).replace(/[^A-Za-z0-9_-]/g, '_')}: `
  const masked = mask(`${lead}"${value}"`)
  // Something in the name and the value was masked as one.
  if (!masked.startsWith(`${lead}"`) || !masked.endsWith('"')) return mask(value)
  return masked.slice(lead.length + 1, -1)
}

/** What is longer is a text in which secrets stand, and no secret. */
const longest = 8000
