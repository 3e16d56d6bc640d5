import type {MaskText} from './base64.js'
import {maskEncoded} from './encoded-texts.js'
import {maskHosts} from './hosts.js'
import {findKnown} from './known-values.js'
import {maskMails} from './mails.js'
import {findAll, findPatterns, findWords} from './own-words.js'
import {createPeopleMasker} from './people.js'
import {createPlaceMasker} from './places.js'
import type {RedactOptions} from './redact.js'
import {remembered} from './remembered.js'
import {maskFound, maskSecrets} from './secrets.js'
import type {Tally} from './tally.js'

/** What masks the strings of one bundle. */
export interface Maskers {
  /** Masks everything that must not be seen in a text. */
  maskText: MaskText
  /**
   * Masks secrets alone. An id may be made to carry one; equal ids stay equal, here and in every
   * text that names them, since what replaces a value depends on that value alone.
   */
  maskStructure: MaskText
  /** Masks the name of a field that the format may have given: own words could be such a name. */
  maskName: MaskText
}

/** Make the maskers of one bundle, which all count in one tally. */
export function createMaskers(
  options: RedactOptions,
  hasHomeFolder: boolean,
  tally: Tally,
): Maskers {
  const {patterns = [], words = [], emails = true, hosts = false, required} = options
  const known = findKnown(options.known ?? [])
  const findOwn = findAll([findPatterns(patterns), findWords(words, required?.words)])
  const maskPlaces = createPlaceMasker({...options, hasHomeFolder})
  const maskPeople = createPeopleMasker(options)
  const maskName = remembered(maskAll, tally)
  const maskText = (text: string, counted: Tally) => maskOwn(maskAll(text, counted), counted)
  return {
    maskText: findOwn ? remembered(maskText, tally) : maskName,
    maskName,
    maskStructure: (text) => maskSecrets(text, tally, known),
  }

  function maskOwn(text: string, counted: Tally): string {
    if (!findOwn) return text
    const masked = maskEncoded(text, (plain) => maskOwn(plain, counted))
    return maskFound(masked, counted, findOwn)
  }

  /** Secrets come first, since addresses and folders may be parts of them; own words may be parts of all. */
  function maskAll(text: string, counted: Tally): string {
    return maskPrivate(maskSecrets(text, counted, known), counted)
  }

  function maskPrivate(text: string, counted: Tally): string {
    let masked = maskPlaces(
      maskEncoded(text, (plain) => maskPrivate(plain, counted)),
      counted,
    )
    if (emails) masked = maskMails(masked, counted, required?.emails)
    if (hosts) masked = maskHosts(masked, counted, required?.hosts)
    return maskPeople(masked, counted)
  }
}
