import {isCommonName} from './common-names.js'
import type {Kind} from './kind.js'
import type {Tally} from './tally.js'

/** Names of the person's account and machine. */
export interface PeopleNames {
  /** Name of the account. @default none is known */
  user?: string
  /** Name of the machine. @default none is known */
  host?: string
}

const user: Kind = {id: 'user-name', what: 'name of your account', hasNumbers: false}
const host: Kind = {id: 'host-name', what: 'name of your machine', hasNumbers: false}

interface Search {
  kind: Kind
  name: string
  /** Ways to write it of which one has to stand in a text. */
  written: readonly string[]
  pattern: RegExp
}

/** Make a masker of the names of one account and one machine. */
export function createPeopleMasker(names: PeopleNames): (text: string, tally: Tally) => string {
  const searches = [...userSearches(names.user), ...hostSearches(names.host)]
  return function maskPeople(text, tally) {
    return searches.reduce((masked, {kind, name, written, pattern}) => {
      if (!written.some((one) => masked.includes(one))) return masked
      return masked.replace(pattern, (found: string) =>
        tally.count(kind, name) === undefined ? found : `[redacted:${kind.id}]`,
      )
    }, text)
  }
}

/** After an escape such as `\n` begins a word as well. */
const start = '(?:(?<![A-Za-z0-9_-])|(?<=\\\\[bfnrt]|%[0-9A-F]{2}))'
const end = '(?![A-Za-z0-9_-])'
const slash = '(?:\\\\{0,4}/|\\\\{1,8}|%2[Ff])'

/** Folders that hold one for each account. */
const folders = `(?<=${slash}(?:run${slash}media|media|run${slash}user|var${slash}(?:spool${slash})?mail|cron(?:${slash}crontabs)?|sudoers\\.d)${slash})`

function userSearches(name: string | undefined): Search[] {
  if (name === undefined || name === '') return []
  const text = literally(name)
  // What everybody is called is nobody's name.
  if (/^(?:root|ubuntu|node|runner|vscode|codespace|gitpod|vagrant)$/.test(name)) return []
  const alone = isCommonName(name) ? [] : [`${start}${text}${end}`]
  // Programs name folders after others: `-Users-alice-shop`.
  const encoded = `(?<=(?<![A-Za-z0-9])(?:Users|home)-)${text}(?![A-Za-z0-9])`
  const parts = [
    encoded,
    `${folders}${text}${end}`,
    `${start}${text}(?=@[A-Za-z0-9][\\w.-]{0,80}[: ~)\\]])`,
  ]
  return [
    {kind: user, name, written: [name], pattern: new RegExp([...alone, ...parts].join('|'), 'g')},
  ]
}

/** A machine is called by its full name, and by the first part of it. */
function hostSearches(name: string | undefined): Search[] {
  if (name === undefined || name === '' || /^localhost(?:\.|$)/i.test(name)) return []
  const names = [...new Set([name, name.split('.')[0] ?? name])].map((one) => {
    const mail = `(?<=[A-Za-z0-9_\\]]@)${literally(one)}(?=[: ~)\\]]|$)`
    return isCommonName(one) ? mail : `${start}${literally(one)}${end}|${mail}`
  })
  const first = name.split('.')[0] ?? name
  const written = [first, first.toLowerCase(), first.toUpperCase()]
  return [{kind: host, name, written, pattern: new RegExp(names.join('|'), 'gi')}]
}

function literally(name: string): string {
  return name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
