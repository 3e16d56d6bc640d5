import * as v from 'valibot'
import {shareItems} from '../../bundle/share-items.js'
import type {ActiveRecord} from '../../ledger/record.js'
import type {Bundle} from '../../session/bundle.js'
import {arrayOf, isObject, type Json, type JsonObject, objectOf} from '../../session/json.js'
import type {ServeContext} from './context.js'

/** `session.json` of a bundle: what is public of the session, in its own format. */
export interface Twin {
  sha256: string
  document: JsonObject
}

const schema = v.object({
  /** Hash of the `session.json` that the items were made from. */
  twin: v.string(),
  // Whatever was kept is JSON.
  items: v.array(v.custom<JsonObject>((item) => isObject(item as Json))),
})

/** @throws Error for a bundle that has none, which no bundle of a share is. */
export async function readTwin(bundle: Bundle): Promise<Twin> {
  const content = bundle.get(twinFile)
  if (!content) throw new Error('The bundle has no `session.json`.')
  const pieces: Uint8Array[] = []
  for await (const piece of content.read()) pieces.push(piece)
  const document = objectOf(JSON.parse(Buffer.concat(pieces).toString('utf8')))
  return {sha256: content.sha256, document}
}

/**
 * Keep the items that `opencode import` reads (reference 4.3) of the twin that is public; none of an
 * encrypted share, which has none.
 */
export async function writeData(
  {ledger}: Pick<ServeContext, 'ledger'>,
  record: ActiveRecord,
  twins: readonly Twin[],
): Promise<void> {
  const twin = twins.find(({sha256}) => sha256 === publicTwinOf(record))
  if (!twin) return
  const {info, messages} = twin.document
  const document = {info: objectOf(info), messages: arrayOf(messages).filter(isObject)}
  const items = [...shareItems(document)].join('')
  const stored = `{"twin": ${JSON.stringify(twin.sha256)}, "items": ${items}}`
  await ledger.shelf.write(dataName(record.shareID), Buffer.from(stored))
}

/**
 * Items of what is public; `undefined` where nothing is, for an encrypted share, and where the command
 * line published it otherwise meanwhile: then the page may show less than these do.
 */
export async function readData(
  {ledger}: Pick<ServeContext, 'ledger'>,
  record: ActiveRecord,
): Promise<JsonObject[] | undefined> {
  const bytes = await ledger.shelf.read(dataName(record.shareID))
  if (!bytes) return undefined
  const stored = v.safeParse(schema, JSON.parse(Buffer.from(bytes).toString('utf8')))
  if (!stored.success || stored.output.twin !== publicTwinOf(record)) return undefined
  return stored.output.items
}

/** While a version is on its way, the one before it is public. */
function publicTwinOf({state, receipt, previous}: ActiveRecord): string | undefined {
  const shown = state === 'live' ? receipt : previous?.receipt
  return shown?.files.find(({path}) => path === twinFile)?.sha256
}

const twinFile = 'session.json'

function dataName(shareID: string): string {
  return `serve/${shareID}/data.json`
}
