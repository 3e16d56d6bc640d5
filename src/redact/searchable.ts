import {isPlaceholder} from './placeholders.js'

/** Words that people take for a password while it guards nothing. */
const common =
  /^(?:pass(?:word|wd|phrase)?|secret|admin|root|test(?:ing)?|user(?:name)?|guest|default|change(?:me|it|this)|letmein|welcome|qwerty\w*|docker|minio|postgres(?:ql)?|mysql|mariadb|mongo(?:db)?|redis|rabbitmq|elastic|local(?:host)?|dev(?:elopment)?|prod(?:uction)?|staging|database|example|dummy|foobar|token|apikey|[a-z]*admin)$/i

/**
 * Whether a value may be searched literally: long enough to be found by no
 * accident, and nothing that a session says without giving a secret away.
 */
export function isSearchable(value: string): boolean {
  if (value.length < 8 || value.length > 100_000) return false
  // Dates, addresses and versions are no secrets; ten digits in a row may be a number that opens something.
  if (/^[\d\s.,:;+\-_/()]+$/.test(value) && !/^\d{10,40}$/.test(value)) return false
  if (new Set(value).size < 4 || isPlaceholder(value) || isWords(value)) return false
  return !isPath(value) && !isPlainURL(value) && !/^[\w.+-]+@[\w-]+(?:\.[\w-]+)+$/.test(value)
}

/** Words as names and sentences have them. Four and more, or three and a number, are a phrase that somebody has to know. */
function isWords(value: string): boolean {
  const words = value.replace(/[\d!@#$?.]{0,4}$/, '').split(/[-_./:, ]+/)
  if (words.every((word) => common.test(word) || word === '')) return true
  if (!words.every((word) => /^(?:[A-Z]?[a-z]*|[A-Z]*|v?\d{1,4})$/.test(word))) return false
  const parts = words.filter((word) => /^[a-z]{3,}$/i.test(word)).length
  const hasNumber = /\d{2,4}[!@#$?.]*$/.test(value)
  return parts + (hasNumber ? 1 : 0) < 4 && words.every(isPronounced)
}

/** Words have vowels everywhere and an end; sixteen letters in one may be a password that a program made. */
function isPronounced(word: string): boolean {
  const vowels = word.match(/[aeiouy]/gi)?.length ?? 0
  return (
    word.length < 4 ||
    (word.length < 16 && vowels * 5 >= word.length && !/[^aeiouy]{6}/i.test(word))
  )
}

/** Folders and files, also several of them, unless a step of it looks like nothing that has a name. */
function isPath(value: string): boolean {
  if (!/^(?:~|\.{1,2})?[/\\]|^[A-Za-z]:[/\\]|^file:/.test(value)) return false
  return !value
    .split(/[/\\:]/)
    .some((step) => step.length >= 24 && /\d.*\d/.test(step) && /[A-Za-z]/.test(step))
}

function isPlainURL(value: string): boolean {
  if (!/^[a-z][a-z0-9+.-]{1,20}:\/\//i.test(value)) return false
  return !/:\/\/[^/\s@]+@/.test(value)
}
