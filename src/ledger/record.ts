import * as v from 'valibot'

/** Version of the ledger's records. */
export const recordVersion = 1

const optionalTime = v.nullable(v.string())

// The ledger keeps what a newer release of the same version wrote besides, so every object is loose.
const target = v.looseObject({
  /** As configured, or the folder. */
  name: v.string(),
  type: v.string(),
  /** What it takes to reach it again, without the configuration. */
  options: v.record(v.string(), v.unknown()),
})

const receipt = v.looseObject({
  type: v.string(),
  path: v.string(),
  url: v.string(),
  location: v.string(),
  files: v.array(v.looseObject({path: v.string(), size: v.number(), sha256: v.string()})),
})

const identity = {
  version: v.literal(recordVersion),
  shareID: v.pipe(v.string(), v.regex(/^s_[0-9a-hjkmnp-tv-z]{26}$/)),
  sessionID: v.string(),
  target,
  createdAt: v.string(),
  updatedAt: v.string(),
  expiresAt: optionalTime,
}

const active = v.looseObject({
  ...identity,
  /** `publishing`: on its way, or left behind by a killed run. `removing`: not known to be gone yet. */
  state: v.picklist(['publishing', 'live', 'removing']),
  title: v.string(),
  /** What lies there; while publishing, what shall. */
  receipt,
  /** Another receipt whose files may lie there besides: what was live before an update. */
  previous: v.exactOptional(receipt),
  /** Id of the share that this one takes the place of, and that goes when this one is live. */
  replaces: v.exactOptional(v.string()),
  findings: v.array(v.looseObject({rule: v.string(), number: v.number(), count: v.number()})),
})

const tombstone = v.looseObject({...identity, state: v.literal('removed')})

/** Schema of one record as it lies on the disk. */
export const recordSchema = v.variant('state', [active, tombstone])

/** A share that is online, or may be. */
export type ActiveRecord = v.InferOutput<typeof active>

/** What stays of a share that is gone: as little as it takes to know that it was. */
export type Tombstone = v.InferOutput<typeof tombstone>

/** What the ledger knows of one share. */
export type ShareRecord = ActiveRecord | Tombstone
