import * as v from 'valibot'
import type {ServeContext} from './context.js'

const schema = v.object({
  /** Number of the last batch that is in it. */
  last: v.number(),
  /** Stores of this machine that the session was read from, as they are told apart; none for another machine's. */
  stores: v.array(v.string()),
  /** When the session was changed last, as its store says. */
  updated: v.exactOptional(v.number()),
})

/** What is known of the last publication of a share. */
export type PublishedState = v.InferOutput<typeof schema>

/** What was published last; `undefined` where nothing was. */
export async function readPublished(
  {ledger}: Pick<ServeContext, 'ledger'>,
  shareID: string,
): Promise<PublishedState | undefined> {
  const bytes = await ledger.shelf.read(nameOf(shareID))
  return bytes && v.parse(schema, JSON.parse(Buffer.from(bytes).toString('utf8')))
}

/** Keep what was published. */
export async function writePublished(
  {ledger}: Pick<ServeContext, 'ledger'>,
  shareID: string,
  state: PublishedState,
): Promise<void> {
  await ledger.shelf.write(nameOf(shareID), Buffer.from(JSON.stringify(state)))
}

function nameOf(shareID: string): string {
  return `serve/${shareID}/published.json`
}
