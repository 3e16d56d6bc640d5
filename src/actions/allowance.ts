import {randomBytes} from 'node:crypto'
import {SessionpressError} from '../errors.js'
import type {Ledger} from '../ledger/ledger.js'
import {fingerprintWith, openPersonKey, readPersonKey} from '../ledger/person-key.js'
import {nearest} from '../text/nearest.js'

/** What a person decided to publish although it was found, for redaction and for the gate. */
export interface Allowance {
  /** Whether a value may be public. Everything that is asked is remembered. */
  isAllowed(value: string, rule: string, id: string): boolean
  /** Name of a value that says nothing about it. */
  fingerprint(value: string): string
  /** Whether names of findings hold for the next run. */
  isLasting: boolean
  /** Ids as given that let something pass so far. */
  used(): string[]
  /**
   * Refuse ids that let nothing pass, once everything was found: a slip of the
   * pen would else mask what shall be seen, in silence.
   *
   * @throws SessionpressError `USAGE_INVALID`
   */
  refuseUnknown(): void
}

/**
 * What `--allow` says, with the person's own key. A dry run makes no key: where
 * there is none yet, names hold for this run alone.
 *
 * @throws SessionpressError `LEDGER_UNREADABLE`, `LEDGER_UNWRITABLE`
 */
export async function openAllowance(
  ids: readonly string[] = [],
  {folder}: Pick<Ledger, 'folder'>,
  isDryRun: boolean,
): Promise<Allowance> {
  const key = isDryRun ? await readPersonKey(folder) : await openPersonKey(folder)
  return createAllowance(ids, key)
}

/**
 * What `--allow` says. An id decides about a value: the same value passes under
 * the name of another kind too, as the gate may give it one.
 *
 * @param ids As printed: kind and fingerprint, `github-token:3f9a1c20`.
 * @param key The person's own. @default one for this run
 */
export function createAllowance(ids: readonly string[], key?: Uint8Array): Allowance {
  const fingerprint = fingerprintWith(key ?? randomBytes(32))
  const found = new Set<string>()
  const used = new Set<string>()
  return {
    isAllowed,
    fingerprint,
    isLasting: key !== undefined,
    used: () => [...used],
    refuseUnknown,
  }

  function isAllowed(value: string, _rule: string, id: string): boolean {
    found.add(id)
    const name = ids.length > 0 ? fingerprint(value) : ''
    const given = ids.filter((one) => one === id || one.endsWith(`:${name}`))
    for (const one of given) used.add(one)
    return given.length > 0
  }

  function refuseUnknown(): void {
    const unknown = ids.find((id) => !used.has(id))
    if (unknown === undefined) return
    const meant = nearest(unknown, found)
    throw new SessionpressError('USAGE_INVALID', `Nothing was found that \`${unknown}\` names`, {
      hint: meant
        ? `Use \`--allow ${meant}\`, if that is what you mean.`
        : 'Leave out `--allow`, or give it the name of a finding as it is printed.',
    })
  }
}
