import type {Ledger} from '../ledger/ledger.js'
import type {Destination} from './destination.js'

/**
 * What to know before anything goes to a place that keeps a history; told once, before the first
 * publication there.
 */
export async function describeHistory(
  {name, type, options, target}: Destination,
  ledger: Ledger,
): Promise<string[]> {
  if (!target.abilities.keepsHistory) return []
  const place = JSON.stringify([type, options])
  // What is gone counts too. All of it is read only where it matters: a ledger may hold thousands.
  const {records} = await ledger.list()
  const isKnown = records.some(
    (record) => JSON.stringify([record.target.type, record.target.options]) === place,
  )
  if (isKnown) return []
  return [
    `\`${name}\` keeps a history: what was published there may stay readable to whoever looks for it after \`unshare\`, in old commits or former deploys. With \`--encrypt\` that is ciphertext alone; a private place, or one that you can delete as a whole, helps too.`,
  ]
}
