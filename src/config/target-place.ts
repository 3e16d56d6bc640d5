type Options = Readonly<Record<string, unknown>>

/**
 * Where a configured target puts its shares, in one phrase for a person: a folder, a repository, a
 * bucket. Nothing that opens it is in there. Empty for a type that is not known here.
 */
export function describePlace(type: string, options: Options): string {
  return withoutSecrets(places[type]?.(options) ?? '')
}

const places: Readonly<Record<string, (options: Options) => string>> = {
  directory: ({path}) => text(path),
  'github-pages': ({remote, branch, folder}) =>
    join([text(remote), `branch ${text(branch) || 'gh-pages'}`, text(folder) && `in ${folder}`]),
  s3: ({bucket, prefix, endpoint}) =>
    join([
      [bucket, prefix].map(text).filter(Boolean).join('/'),
      text(endpoint) && `at ${endpoint}`,
    ]),
  ssh: ({host, path}) => `${text(host)}:${text(path)}`,
  webdav: ({endpoint}) => text(endpoint),
  // Further parameters of a program may be anything, a token too.
  command: ({run}) => (Array.isArray(run) ? text(run[0]) : ''),
}

/** Take out what stands before the `@` of an address, which may be a password or a token. */
export function withoutSecrets(address: string): string {
  return address
    .replace(/(\bhttps?:\/\/)[^\s/@]*@/gi, '$1')
    .replace(/(:\/\/[^\s/:@]*):[^\s/@]*@/g, '$1@')
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function join(parts: string[]): string {
  return parts.filter(Boolean).join(' ')
}
