import * as v from 'valibot'

/** What a file wants encrypted: everything, nothing, or what goes to a host that keeps what was removed. */
export type EncryptRule = boolean | typeof whereHistoryStays

export const whereHistoryStays = 'where-history-stays'

/** The key `encrypt` of a file. */
export const encryptEntry = v.exactOptional(v.union([v.boolean(), v.literal(whereHistoryStays)]))

/** Of what several files say, what asks for the most. */
export function strictestRule(rules: readonly (EncryptRule | undefined)[]): EncryptRule {
  if (rules.includes(true)) return true
  return rules.includes(whereHistoryStays) && whereHistoryStays
}

/** The rule that duties come to. */
export function ruleOf({
  encrypt,
  encryptHistory,
}: Record<'encrypt' | 'encryptHistory', unknown>): EncryptRule {
  if (encrypt !== undefined) return true
  return encryptHistory !== undefined && whereHistoryStays
}

/** Whether a rule asks for encryption at such a place. */
export function asksToEncrypt(rule: EncryptRule, place: {keepsHistory: boolean}): boolean {
  return rule === whereHistoryStays ? place.keepsHistory : rule
}
