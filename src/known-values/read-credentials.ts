import {isObject, type Json} from '../session/json.js'
import {readLines, type Setting} from './read-lines.js'
import {tellsSecret} from './tells-secret.js'

/** How a file holds its secrets. */
export type Form = 'settings' | 'json' | 'urls' | 'netrc' | 'pgpass' | 'whole'

/** Secrets of a file, also those whose names alone tell it. */
export function readCredentials(text: string, form: Form): string[] {
  if (form === 'json') return readJson(text)
  if (form === 'urls') return [...text.matchAll(/^\s*(\S+:\/\/\S+)/gm)].map(([, url = '']) => url)
  if (form === 'netrc') {
    return [...text.matchAll(/\bpassword\s+(?:"([^"]*)"|(\S+))/g)].map(
      ([, quoted, plain]) => quoted ?? plain ?? '',
    )
  }
  if (form === 'pgpass') return readPgpass(text)
  return form === 'whole' ? [text.trim()] : secretsOf(readLines(text))
}

/** Values whose names tell, and what they are without base64 where files of the kind have it. */
function secretsOf(settings: readonly Setting[]): string[] {
  return settings.filter(({name}) => tellsSecret(name)).flatMap(decodedToo)
}

/** `auth` of npm and Docker is base64 of a name and a password, `_password` of the password. */
function decodedToo({name, value}: Setting): string[] {
  if (!/(?:^|[:/])_?(?:auth|password)$/.test(name) || !/^[A-Za-z0-9+/]{8,}={0,2}$/.test(value)) {
    return [value]
  }
  const plain = Buffer.from(value, 'base64').toString('utf8')
  if (/[^\x20-\x7e]/.test(plain)) return [value]
  return [value, plain.slice(plain.indexOf(':') + 1)]
}

function readJson(text: string): string[] {
  try {
    return secretsOf(settingsOf(JSON.parse(text), '', false))
  } catch {
    return secretsOf(readLines(text)) // Half a file, or one with comments, still has its lines.
  }
}

/** What stands below a telling name is secret whatever it is called: `"github-oauth": {"github.com": …}`. */
function settingsOf(value: Json, name: string, isBelow: boolean): Setting[] {
  if (typeof value === 'string') return [{name: isBelow ? 'secret' : name, value}]
  if (Array.isArray(value)) return value.flatMap((item) => settingsOf(item, name, isBelow))
  if (!isObject(value)) return []
  return Object.entries(value).flatMap(([key, field]) => {
    const isTelling = /^(?:.*-oauth|.*-token|bearer|access|refresh)$/.test(key)
    return settingsOf(field ?? null, key, isBelow || isTelling)
  })
}

/** `host:port:database:user:password`, in which `\:` and `\\` are signs of a field. */
function readPgpass(text: string): string[] {
  return text.split(/\r?\n/).flatMap((line) => {
    const fields = line.match(/(?:^|:)((?:\\.|[^:\\])*)/g)
    if (line.startsWith('#') || fields?.length !== 5) return []
    return [(fields[4] ?? '').slice(1).replace(/\\(.)/g, '$1')]
  })
}
