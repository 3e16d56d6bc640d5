import {type ErrorCode, SessionpressError} from '../../errors.js'

/**
 * Why a remote could not be reached or refused us, in our terms.
 *
 * @param said What git said on standard error.
 */
export function explainRemote(doing: string, remote: string, said: string): SessionpressError {
  const [code, hint] = reasonOf(said)
  const words = quote(said)
  return new SessionpressError(code, `Could not ${doing} \`${remote}\`: ${words}.`, {hint})
}

/** Why a remote does not take what was pushed: its hook's words, or its own. */
export function explainRefusal(remote: string, why: string, said: string): SessionpressError {
  const words = hookWords(said)
  const isFull = /\bGH001\b|large files? detected|quota|no space left|exceed/i.test(said)
  return new SessionpressError(
    isFull ? 'TARGET_FULL' : 'TARGET_DENIED',
    `\`${remote}\` refused the push: ${limit(why)}.${words && ` It says: ${words}`}`,
    {hint: 'Check what the host allows on that branch, or name another one.'},
  )
}

/** Why git failed on nothing but the private clone: the disk, or what it holds. */
export function explainLocal(said: string): SessionpressError {
  const doing = `Could not write to the private clone in the cache folder: ${quote(said)}.`
  if (/no space left|disk quota/i.test(said)) {
    return new SessionpressError('TARGET_FULL', doing, {hint: 'Free some space there.'})
  }
  if (/permission denied|read-only file system/i.test(said)) {
    return new SessionpressError('TARGET_DENIED', doing, {hint: 'Check who may write there.'})
  }
  return damaged(said)
}

/** The error for a private clone that cannot be used any more. */
export function damaged(said: string): SessionpressError {
  const error = new SessionpressError(
    'TARGET_UNAVAILABLE',
    `The private clone in the cache folder cannot be used: ${quote(said)}.`,
    {hint: 'Check the disk and the cache folder, then run this again.'},
  )
  damages.add(error)
  return error
}

/** Whether a new clone may help. */
export function isDamage(error: unknown): boolean {
  return error instanceof SessionpressError && damages.has(error)
}

/** Whether what git said while it talked to a remote is about the clone it worked in. */
export function tellsDamage(said: string): boolean {
  return linesOf(said).some((line) => !line.startsWith('remote:') && damage.test(line))
}

const damages = new WeakSet<SessionpressError>()

const damage =
  /not a git repository|cannot chdir to|(bad|invalid|missing|corrupt|loose) (object|blob|tree|commit|config|ref|packed)|object file|is corrupt|packfile|inflate:|unable to (read|find|open) (object|tree|sha1|[0-9a-f]{40})|did not send all necessary objects|revision walk|does not point to a valid object|cannot find remote helper|Unable to read current working/i

const progress = /^(remote: )?([A-Z][a-z]+ [a-z ]+: +\d|Total \d|Delta compression|To )/

const denied =
  /permission denied|authentication failed|aborted by hook|could not read (username|password)|invalid (username|credentials)|access denied|not authori[sz]ed|requested url returned error: 40[13]|host key verification failed|terminal prompts disabled|dubious ownership|repository .*not found|does not appear to be a git repository|protocol '[^']*' is not allowed|transport '[^']*' not allowed/i

const full = /no space left|disk quota|unpacker error/i

function reasonOf(said: string): [ErrorCode, string] {
  if (denied.test(said)) {
    return [
      'TARGET_DENIED',
      'Check the address and that `git push` to it works from here without asking.',
    ]
  }
  if (full.test(said)) return ['TARGET_FULL', 'Make room there, then run this again.']
  return ['TARGET_UNAVAILABLE', 'Check that the remote can be reached, then run this again.']
}

/** The first lines that a hook or the host printed. */
function hookWords(said: string): string {
  const lines = linesOf(said).filter((line) => line.startsWith('remote:'))
  return limit(
    lines
      .map((line) => line.slice('remote:'.length).trim())
      .filter(Boolean)
      .slice(0, 5)
      .join(' / '),
  )
}

function quote(said: string): string {
  const lines = linesOf(said).map((line) => line.replace(/^(fatal|error|remote): /, ''))
  return limit(lines.slice(0, 3).join(' / ').replace(/\.$/, '')) || 'git gives no reason'
}

/** What git said, without its progress. */
function linesOf(said: string): string[] {
  const lines = said.split(/[\r\n]+/).map((line) => line.trim())
  return lines.filter((line) => line !== '' && !progress.test(line))
}

/** Foreign text, cut to what a person reads, without control characters and credentials. */
function limit(text: string): string {
  const plain = text.replace(/\p{C}+/gu, ' ').replace(/\/\/[^/\s@]+@/g, '//')
  return plain.length > 300 ? `${plain.slice(0, 300)}…` : plain
}
