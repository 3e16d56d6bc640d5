import * as v from 'valibot'

/** Name or address of a host, or its name in `ssh_config`, which can say all the rest. */
export const hostSchema = v.pipe(
  v.string(),
  v.check(
    (host) => hostPattern.test(host),
    'write `host` or `user@host`, without a port, spaces and a leading `-`',
  ),
)

const hostPattern = /^([a-z0-9_][a-z0-9_.+-]*@)?[a-z0-9_][a-z0-9_.-]*$/i

/** How to reach a host. */
export interface Way {
  host: string
  /** An `ssh_config` to read in place of the person's own. */
  config: string | undefined
  /** More options for `ssh`. */
  more: readonly string[]
  env: Readonly<Record<string, string | undefined>>
}

/**
 * Parameters of `ssh` before the host. They never ask, never hang, and leave everything else to
 * `ssh_config`: which keys, which port, which hosts are known, and whether connections are shared.
 */
export function sshOptions({config, more}: Way): string[] {
  const options = [
    'BatchMode=yes',
    'ConnectTimeout=15',
    'ServerAliveInterval=15',
    'ServerAliveCountMax=3',
    'ClearAllForwardings=yes',
    'PermitLocalCommand=no',
    'RequestTTY=no',
    'RemoteCommand=none',
    'LogLevel=ERROR',
  ]
  return [
    ...(config === undefined ? [] : ['-F', config]),
    '-a',
    '-x',
    ...options.flatMap((option) => ['-o', option]),
    ...more,
  ]
}
