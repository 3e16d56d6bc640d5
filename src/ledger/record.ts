import * as v from 'valibot'
import {rootFilesOf} from '../session/bundle.js'
import {choiceSchema} from './choice.js'
import {isShareID} from './share-id.js'

/** Version of the ledger's records. */
export const recordVersion = 1

const optionalTime = v.nullable(v.string())

// Unknown fields are fine, and gone at the next write: what must stay raises the version.
const target = v.object({
  /** As configured, or the folder. */
  name: v.string(),
  type: v.string(),
  /** What it takes to reach it again, without the configuration. */
  options: v.record(v.string(), v.unknown()),
})

const files = v.array(v.object({path: v.string(), size: v.number(), sha256: v.string()}))

const receipt = v.object({
  type: v.string(),
  path: v.string(),
  url: v.string(),
  location: v.string(),
  files,
})

const findings = v.array(v.object({rule: v.string(), number: v.number(), count: v.number()}))

const encryption = v.object({
  /** The key that stands in the link, as base64url. */
  key: v.pipe(v.string(), v.regex(/^[\w-]{43}$/)),
  hasPassphrase: v.boolean(),
  /** What the passphrase is salted with, as base64url; kept so that an unchanged one can be told. */
  salt: v.exactOptional(v.string()),
  /** What the plain bundle was, keyed: it tells nobody anything, and that nothing changed to its owner. */
  plain: v.string(),
})

const identity = {
  version: v.literal(recordVersion),
  shareID: v.pipe(v.string(), v.check(isShareID)),
  sessionID: v.string(),
  target,
  createdAt: v.string(),
  updatedAt: v.string(),
  expiresAt: optionalTime,
}

const active = v.object({
  ...identity,
  /** `publishing`: on its way, or left behind by a killed run. `removing`: not known to be gone yet. */
  state: v.picklist(['publishing', 'live', 'removing']),
  title: v.string(),
  /** What lies there; while publishing, what shall. */
  receipt,
  findings,
  /** Absent for a share that is not encrypted. */
  encryption: v.exactOptional(encryption),
  /** What was live before the update that is going on. */
  previous: v.exactOptional(
    v.object({
      receipt,
      title: v.string(),
      findings,
      encryption: v.exactOptional(encryption),
      isHeld: v.exactOptional(v.literal(true)),
      updatedAt: v.string(),
    }),
  ),
  /** Files that interrupted runs may have left there besides. */
  leftovers: v.exactOptional(files),
  /** Files of earlier versions, removed since: a cache may still give them to whoever has their address. */
  former: v.exactOptional(files),
  /** Ids of findings of the gate and of redaction that a person decided to publish. */
  allowed: v.exactOptional(v.array(v.string())),
  /** What a person wanted to be seen when they shared it. An update that nobody asks for keeps to that. */
  choice: v.exactOptional(choiceSchema),
  /** Id of the share that this one takes the place of, and that goes when this one is live. */
  replaces: v.exactOptional(v.string()),
  /** `serve`, where OpenCode's own `/share` keeps it: it gave the link out at once, whatever lies there. */
  keptBy: v.exactOptional(v.literal('serve')),
  /** The page says no more than that a person has to decide first. */
  isHeld: v.exactOptional(v.literal(true)),
})

const tombstone = v.object({...identity, state: v.literal('removed')})

/**
 * Schema of one record as it lies on the disk. A record may only ever touch the folder of its own share, and what
 * `rootFilesOf` names for it.
 */
export const recordSchema = v.pipe(
  v.variant('state', [active, tombstone]),
  v.check(
    (record) =>
      record.state === 'removed' ||
      [record.receipt, record.previous?.receipt].every(
        (receipt) => receipt === undefined || receipt.path === record.shareID,
      ),
    "the path of a receipt is not the share's own",
  ),
  v.check(
    (record) =>
      record.state === 'removed' ||
      receiptOfEver(record).files.every(({path}) => mayName(record.shareID, path)),
    "a file at the root of a host is not the share's own",
  ),
)

function mayName(shareID: string, path: string): boolean {
  return !path.startsWith('/') || Object.values(rootFilesOf(shareID)).includes(path)
}

/** A share that is online, or may be. */
export type ActiveRecord = v.InferOutput<typeof active>

/** How a share is encrypted. */
export type RecordEncryption = v.InferOutput<typeof encryption>

/** What stays of a share that is gone: as little as it takes to know that it was. */
export type Tombstone = v.InferOutput<typeof tombstone>

/** What the ledger knows of one share. */
export type ShareRecord = ActiveRecord | Tombstone

/** Whether a share is online, or may be. */
export function isActive(record: ShareRecord): record is ActiveRecord {
  return record.state !== 'removed'
}

/** Whether OpenCode's own `/share` keeps it. */
export function isServed(record: ShareRecord): record is ActiveRecord {
  return record.state !== 'removed' && record.keptBy === 'serve'
}

/** Whether only the link of a share was given out: what it shall show has not come yet. */
export function isAnnounced({state, keptBy, receipt, previous}: ActiveRecord): boolean {
  return state === 'publishing' && keptBy === 'serve' && receipt.files.length === 0 && !previous
}

/** One receipt of everything that may lie there, for removals and updates. */
export function receiptOfAll(record: ActiveRecord): ActiveRecord['receipt'] {
  const {receipt, previous, leftovers = []} = record
  const all = [...receipt.files, ...(previous?.receipt.files ?? []), ...leftovers]
  const seen = new Set<string>()
  const files = all.filter(({path}) => !seen.has(path) && seen.add(path))
  return {...receipt, files}
}

/** One receipt of everything that ever lay there, as far as is remembered: what must be gone in the end. */
export function receiptOfEver(record: ActiveRecord): ActiveRecord['receipt'] {
  const all = receiptOfAll(record)
  return {...all, files: [...all.files, ...filesBeside(all, record.former)]}
}

/** What earlier versions had besides the files of `record`, now that all of them are removed. */
export function formerBeside(record: ActiveRecord): Pick<ActiveRecord, 'former'> {
  const former = filesBeside(record.receipt, receiptOfEver(record).files).slice(0, mostFormer)
  return former.length > 0 ? {former} : {}
}

/** Newest first: a session that is shared again and again has more of them than anybody wants to wait for. */
const mostFormer = 200

/** What may lie there besides the files of `receipt`. */
export function leftoversBeside(
  {files}: {files: {path: string}[]},
  record: ActiveRecord,
): Pick<ActiveRecord, 'leftovers'> {
  const leftovers = filesBeside({files}, receiptOfAll(record).files)
  return leftovers.length > 0 ? {leftovers} : {}
}

function filesBeside<File extends {path: string}>(
  {files}: {files: {path: string}[]},
  others: File[] = [],
): File[] {
  const named = new Set(files.map(({path}) => path))
  return others.filter(({path}) => !named.has(path))
}
