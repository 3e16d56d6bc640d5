import {type ErrorCode, SessionpressError} from '../../errors.js'
import {type Failure, failureOf} from './failures.js'

/** Put what `ssh` or the host says into our terms. Bugs and explained errors stay as they are. */
export function explainSshError(error: unknown, host: string, doing: string): unknown {
  const failure = failureOf(error)
  if (!failure) return error
  const [code, why, hint] = failure.reason === 'lost' ? lossOf(failure) : refusals[failure.reason]
  const message = `Could not ${doing}: ${why} (${shorten(failure.said)}).`
  return new SessionpressError(code, message, {hint: hint.replace('HOST', host), cause: error})
}

/** Whether trying once more may help: a host that is restarting, or a connection that was cut. */
export function isPassing(error: unknown): boolean {
  const failure = failureOf(error)
  return failure?.reason === 'lost' && passing.test(failure.said)
}

const passing = /reset by|closed by|closed\.?$|refused|broken pipe|connection ended/i

type Reason = [code: ErrorCode, why: string, hint: string]

const broken: Reason = [
  'TARGET_UNAVAILABLE',
  'the host failed',
  'Look at that folder on the host, then run this again.',
]

const refusals: Record<Exclude<Failure['reason'], 'lost'>, Reason> = {
  denied: ['TARGET_DENIED', 'the host refuses it', 'Check who may write to that folder.'],
  full: [
    'TARGET_FULL',
    'there is no room left',
    'Free some space there, or look at the quota, then run this again.',
  ],
  missing: broken,
  failed: broken,
}

function lossOf({said}: Failure): Reason {
  return losses.find(([pattern]) => pattern.test(said))?.[1] ?? unreachable
}

/** What OpenSSH says, the narrower pattern first. */
const losses: [RegExp, Reason][] = [
  [
    /identification has changed|host key for .* has changed/i,
    [
      'TARGET_DENIED',
      'the host shows another key than before',
      'Find out why before you trust it; somebody may be listening.',
    ],
  ],
  [
    /host key verification failed|no .*host key is known/i,
    [
      'TARGET_DENIED',
      'the key of the host is not known',
      'Run `ssh HOST` once, and compare the key that it shows.',
    ],
  ],
  [
    /permission denied|too many authentication failures/i,
    [
      'TARGET_DENIED',
      'the host does not let us in',
      'Load a key into your agent, or name one for this host in `ssh_config`; nothing is asked for here.',
    ],
  ],
  [
    /subsystem request failed/i,
    [
      'TARGET_UNAVAILABLE',
      'the host offers no SFTP',
      'Switch on the subsystem `sftp` in the host’s `sshd_config`.',
    ],
  ],
  [
    /not SFTP/,
    [
      'TARGET_UNAVAILABLE',
      'the host speaks before SFTP begins',
      'Look whether a login script prints something: `ssh HOST true` must print nothing.',
    ],
  ],
]

const unreachable: Reason = [
  'TARGET_UNAVAILABLE',
  'the host cannot be reached',
  'Look whether `ssh HOST` works, then run this again.',
]

/** The last two lines that are no more than a person wants to read; a host can say anything. */
function shorten(said: string): string {
  const lines = said.split(/[\r\n]+/).map((line) => line.replace(/\p{C}/gu, ' ').trim())
  const last = lines.filter(Boolean).slice(-2).join(' ').replace(/\.$/, '')
  return last.length > 200 ? `${last.slice(0, 200)}…` : last
}
