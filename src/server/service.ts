import type {JsonObject} from '../session/json.js'

/** A share as OpenCode's client is told of it. */
export interface CreatedShare {
  id: string
  url: string
  secret: string
}

/** One share as the session share API tells of it. All but `findings` is null when nothing is shared. */
export interface SessionShare {
  shareID: string | null
  shareURL: string | null
  target: string | null
  createdAt: string | null
  updatedAt: string | null
  expiresAt: string | null
  findings: {rule: string; number: number; count: number}[]
}

/** Whom a sync or a removal is about: OpenCode's first protocol names the session, later ones the share. */
export type Subject = {shareID: string} | {sessionID: string}

/**
 * What the routes ask for. Whatever is refused is thrown as a SessionpressError: `SHARE_NOT_FOUND`,
 * `SECRET_WRONG`, `REQUEST_INVALID`, `SHARE_DISABLED`, `TARGET_*`, `LEDGER_*` and others.
 */
export interface ShareService {
  /** Give out the link of a session's share, the same each time, before anything lies there. */
  create(sessionID: string): Promise<CreatedShare>
  /**
   * Take a body with items and keep them. It is parsed where it keeps nobody else waiting.
   *
   * @param shareID `undefined` for a body of the first protocol, which names the session.
   */
  sync(shareID: string | undefined, body: Uint8Array): Promise<void>
  /** Take the share of a client that knows its secret down. */
  remove(subject: Subject, secret: string): Promise<void>
  /** Items of what is public. */
  data(shareID: string): Promise<JsonObject[]>
  /** Where the public page is. */
  address(shareID: string): Promise<string>
  share(sessionID: string): Promise<SessionShare>
  unshare(sessionID: string): Promise<SessionShare>
  status(sessionID: string): Promise<SessionShare>
}
