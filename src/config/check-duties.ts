import {realpath} from 'node:fs/promises'
import path from 'node:path'
import {SessionpressError} from '../errors.js'
import type {AllowedTarget} from './allowed-target.js'
import {nameDuty} from './duty.js'
import type {Organisation} from './organisation.js'

/** A target as far as a policy judges it. */
interface JudgedTarget {
  type: string
  /** By the type's own keys, paths absolute. */
  options: Readonly<Record<string, unknown>>
}

/**
 * Refuse a target that a policy does not allow, by what it is and where, not by
 * what somebody calls it.
 *
 * @throws SessionpressError `POLICY_REFUSED`
 */
export async function checkTarget(
  {targets}: Pick<Organisation, 'targets'>,
  target: JudgedTarget,
): Promise<void> {
  for (const {allow, ...duty} of targets) {
    let isAllowed = false
    for (const allowed of allow) isAllowed ||= await matches(allowed, target)
    if (!isAllowed) {
      throw refused(
        `Shares may not go there: ${nameDuty(duty)} does not list this \`${target.type}\` target`,
        allow.length > 0
          ? `Use a target that it allows: ${allow.map(describe).join(' or ')}.`
          : 'Use `sessionpress export`: it allows no target at all.',
      )
    }
  }
}

/** @throws SessionpressError `POLICY_REFUSED` where a policy demands encryption there and there is none */
export function checkEncryption(
  {encrypt, encryptHistory}: Pick<Organisation, 'encrypt' | 'encryptHistory'>,
  isEncrypted: boolean,
  {keepsHistory}: {keepsHistory: boolean},
): void {
  const duty = encrypt ?? (keepsHistory ? encryptHistory : undefined)
  if (!duty || isEncrypted) return
  const where = encrypt ? '' : ' where a host keeps what was removed'
  throw refused(
    `Shares must be encrypted${where}: ${nameDuty(duty)} demands it`,
    'Leave `--no-encrypt` out.',
  )
}

/** @throws SessionpressError `POLICY_REFUSED` where a policy demands a review that is not finished */
export function checkReview(
  {review}: Pick<Organisation, 'review'>,
  session: string,
  isFinished: boolean,
): void {
  if (!review || isFinished) return
  throw refused(
    `The session must be reviewed first: ${nameDuty(review)} demands it, and \`--yes\` does not stand for it`,
    `Run \`sessionpress review ${session}\` and decide on everything it shows.`,
  )
}

async function matches({type, place}: AllowedTarget, target: JudgedTarget): Promise<boolean> {
  if (type !== target.type) return false
  const named = Object.entries(place)
  // A bucket's name says nothing when the target may name another server for it.
  const isOpen = named.length > 0 && anchors.some((key) => key in target.options && !(key in place))
  if (isOpen) return false
  for (const [key, wanted] of named) {
    const given = target.options[key]
    if (typeof given !== 'string' || !(await isWithin(key, type, given, wanted))) return false
  }
  return true
}

/**
 * Keys that decide on which machine, and whose store, a share ends up. No entry can name a program:
 * one may send a share anywhere, so only the bare type allows it.
 */
const anchors = ['endpoint', 'host', 'remote', 'bucket', 'run', 'hook']

async function isWithin(
  key: string,
  type: string,
  given: string,
  wanted: string,
): Promise<boolean> {
  if (key === 'path' && type === 'directory') {
    return isBelow(await realPlace(given), await realPlace(wanted), path.sep)
  }
  if (key === 'url' || key === 'endpoint') return isBelowAddress(given, wanted)
  if (key === 'path' || key === 'prefix' || key === 'folder') {
    const plain = path.posix.normalize(given)
    return isBelow(plain, path.posix.normalize(wanted), '/')
  }
  return given === wanted
}

function isBelow(given: string, wanted: string, separator: string): boolean {
  const end = wanted.endsWith(separator) ? wanted : `${wanted}${separator}`
  return given === wanted || given === end || given.startsWith(end)
}

/** Compared as addresses, so that `https://x.org` does not let `https://x.org.example` in. */
function isBelowAddress(given: string, wanted: string): boolean {
  if (!URL.canParse(given) || !URL.canParse(wanted)) return false
  const [one, other] = [new URL(given), new URL(wanted)]
  const isSameHost = one.protocol === other.protocol && one.host === other.host
  return isSameHost && isBelow(one.pathname, other.pathname, '/')
}

/** Where a folder really is, links resolved; of one that is not there yet, as far as it is. */
async function realPlace(folder: string): Promise<string> {
  try {
    return await realpath(folder)
  } catch {
    const parent = path.dirname(folder)
    return parent === folder ? folder : path.join(await realPlace(parent), path.basename(folder))
  }
}

function describe({type, place}: AllowedTarget): string {
  const words = Object.entries(place).map(([key, value]) => `${key} \`${value}\``)
  return [`\`${type}\``, ...(words.length > 0 ? [words.join(', ')] : [])].join(' with ')
}

function refused(what: string, hint: string): SessionpressError {
  return new SessionpressError('POLICY_REFUSED', `${what}.`, {hint})
}
