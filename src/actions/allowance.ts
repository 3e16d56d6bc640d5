import {randomBytes} from 'node:crypto'
import {allowance, createDemand} from '../config/allowance.js'
import type {RedactSettings} from '../config/redact-settings.js'
import {SessionpressError} from '../errors.js'
import {fingerprintWith} from '../ledger/person-key.js'
import {nearest} from '../text/nearest.js'

/** What a person decided to publish although it was found, for redaction and for the gate. */
export interface Allowance {
  /** Whether a value may be public. Everything that is asked is remembered. */
  isAllowed(value: string, rule: string, id: string): boolean
  /** Whether a person named the id of something that has no value to compare, such as a picture. */
  isNamed(id: string): boolean
  /** Whether a policy wants what was found under an id masked, so that nobody can allow it. */
  isDemanded(id: string): boolean
  /** Name of a value that says nothing about it. */
  fingerprint(value: string): string
  /** Whether names of findings hold for the next run. */
  isLasting: boolean
  /** Ids that let something pass so far. */
  used(): string[]
  /**
   * Refuse ids that let nothing pass, once everything was found: a slip of the
   * pen, or a policy, would else mask what shall be seen, in silence.
   *
   * @throws SessionpressError `USAGE_INVALID`
   */
  refuseUnknown(): void
}

/** What the configuration says of it. */
type Settings = Pick<RedactSettings, 'allow' | 'patterns' | 'required'>

/**
 * What `--allow`, the configuration and earlier reviews say. An id decides about a value: the
 * same value passes under the name of another kind too, as the gate may give it one.
 *
 * @param ids As printed: kind and fingerprint, `github-token:3f9a1c20`.
 * @param key The person's own. @default one for this run
 * @param decided Ids that the person allowed for this session before.
 */
export function createAllowance(
  ids: readonly string[],
  settings: Settings,
  key?: Uint8Array,
  decided: readonly string[] = [],
): Allowance {
  const fingerprint = fingerprintWith(key ?? randomBytes(32))
  const mayStay = allowance(settings, [...ids, ...decided])
  const demands = createDemand(settings)
  const demanded = new Set<string>()
  const all = new Set([...ids, ...decided, ...settings.allow])
  const found = new Set<string>()
  const matched = new Set<string>()
  const used = new Set<string>()
  const isDemanded = (id: string) => demanded.has(id)
  const told = {isLasting: key !== undefined, used: () => [...used], refuseUnknown}
  return {isAllowed, isNamed, isDemanded, fingerprint, ...told}

  function isAllowed(value: string, rule: string, id: string): boolean {
    found.add(id)
    if (demands(value, rule)) demanded.add(id)
    if (all.size === 0) return false
    const ending = `:${fingerprint(value)}`
    const given = [...all].filter((one) => one === id || one === value || one.endsWith(ending))
    for (const one of given) matched.add(one)
    if (!given.some((one) => mayStay(value, rule, one))) return false
    // A configuration may allow a value by itself; what is recorded is a name in any case.
    for (const one of given) used.add(one === value ? id : one)
    return true
  }

  function isNamed(id: string): boolean {
    found.add(id)
    if (!all.has(id)) return false
    matched.add(id)
    used.add(id)
    return true
  }

  function refuseUnknown(): void {
    const inVain = ids.find((id) => demanded.has(id) && !used.has(id))
    if (inVain !== undefined) {
      throw new SessionpressError('USAGE_INVALID', `A policy wants \`${inVain}\` masked`, {
        hint: 'Leave out `--allow`, which does not reach it.',
      })
    }
    const unknown = ids.find((id) => !matched.has(id))
    if (unknown === undefined) return
    const meant = nearest(unknown, found)
    throw new SessionpressError('USAGE_INVALID', `Nothing was found that \`${unknown}\` names`, {
      hint: meant
        ? `Use \`--allow ${meant}\`, if that is what you mean.`
        : 'Leave out `--allow`, or give it the name of a finding as it is printed.',
    })
  }
}
