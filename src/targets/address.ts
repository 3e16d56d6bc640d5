import * as v from 'valibot'

/**
 * The schema of an address in a configuration. Credentials have no place in it: it ends up in
 * receipts, in the ledger and on screens.
 */
export const addressSchema = v.pipe(
  v.string(),
  v.regex(/^https?:\/\/[^\s?#]+$/i),
  v.check((address) => URL.canParse(address), 'it cannot be read as an address'),
  v.check(isWithoutUser, 'credentials come from the environment'),
)

/** The address of a share's folder below the address of a target. */
export function addressOf(url: string, name: string): string {
  return `${url.replace(/\/+$/, '')}/${name}/`
}

function isWithoutUser(address: string): boolean {
  if (!URL.canParse(address)) return false
  const {username, password} = new URL(address)
  return username === '' && password === ''
}
