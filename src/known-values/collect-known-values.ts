import type {KnownValue} from '../session/known-value.js'
import type {FolderContext} from '../system/xdg-folders.js'
import {type CredentialFile, credentialFiles} from './places.js'
import {projectFiles} from './project-files.js'
import {readCredentials} from './read-credentials.js'
import {readLines} from './read-lines.js'
import {readSmallFile} from './read-small-file.js'
import {tellsSecret} from './tells-secret.js'

export interface CollectOptions extends FolderContext {
  /** Folders of the session's project, and the current one. */
  folders: readonly string[]
  /** Secrets that rules know in a text. */
  secretsIn(text: string): readonly string[]
  /** Told in one sentence what could not be read. @default nothing is told */
  onWarning?: ((warning: string) => void) | undefined
}

/**
 * Secrets that this machine knows: of the environment, of the project's `.env`
 * files, and of the files in which programs keep credentials.
 *
 * They are for searching only. Nothing here stores, prints or names a value.
 */
export async function collectKnownValues(options: CollectOptions): Promise<KnownValue[]> {
  const files = [...(await projectFiles(options.folders)), ...credentialFiles(options)]
  const unreadable: string[] = []
  const inFiles = await Promise.all(files.map((file) => valuesOf(file, options, unreadable)))
  if (unreadable.length > 0) {
    options.onWarning?.(
      `Secrets in ${unreadable.join(', ')} are not known, because the file cannot be read.`,
    )
  }
  return [...valuesOfEnvironment(options), ...inFiles.flat()]
}

function valuesOfEnvironment({env, secretsIn}: CollectOptions): KnownValue[] {
  return Object.entries(env).flatMap(([name, value = '']) => {
    const values = [...(tellsSecret(name) ? [value] : []), ...secretsIn(value)]
    values.push(...passwordsOf(value))
    return known(values, `the variable ${name}`)
  })
}

async function valuesOf(
  {path, form, origin}: CredentialFile,
  {secretsIn}: CollectOptions,
  unreadable: string[],
): Promise<KnownValue[]> {
  try {
    const text = await readSmallFile(path)
    if (text === undefined) return []
    const values = [...readCredentials(text, form), ...secretsIn(text)]
    for (const {value} of readLines(text)) values.push(...passwordsOf(value))
    return known(values, origin)
  } catch {
    unreadable.push(origin.replace(/^the file /, '')) // The error itself may quote the file.
    return []
  }
}

function known(values: readonly string[], origin: string): KnownValue[] {
  const all = values.flatMap((value) => [value, ...passwordsOf(value)])
  return [...new Set(all)].map((value) => ({value, origin}))
}

/** The password of a URL, as it is written and without its escapes; a long name alone is a key. */
function passwordsOf(value: string): string[] {
  const match = /^[a-z][a-z0-9+.-]*:\/\/([^\s:@/]*)(?::([^\s@/]*))?@/i.exec(value)
  const [, name = '', password = name.length >= 16 ? name : ''] = match ?? []
  if (password === '') return []
  try {
    return [password, decodeURIComponent(password)]
  } catch {
    return [password]
  }
}
