import {SessionpressError} from '../../errors.js'
import {isAnnounced, isServed} from '../../ledger/record.js'
import {isShareID} from '../../ledger/share-id.js'
import type {SessionShare, ShareService} from '../../server/service.js'
import {isWholeID} from '../../sources/choose.js'
import {describeNothing, describeRecord} from '../share-status.js'
import {status} from '../status.js'
import type {ShareStatus} from '../types.js'
import {unshare} from '../unshare.js'
import {announce} from './announce.js'
import type {ServeContext} from './context.js'
import {checkSecret, findServed, findServedOf, unknownShare} from './find-served.js'
import {readData} from './served-data.js'
import type {Thread} from './threads.js'

/** What it takes to take a share down. */
export interface TakeDownOptions {
  context: ServeContext
  /** Told of a share that is not there any more. */
  onGone(shareID: string): void
}

interface ServiceOptions extends TakeDownOptions {
  /** Takes in what clients send. */
  receiver: Thread
  /** Makes pages. */
  publisher: Thread
  /** Told of a share that has news. */
  onNews(shareID: string): void
}

/** What `serve` does for whoever asks it. */
export function createService(options: ServiceOptions): ShareService {
  const {context, receiver, publisher, onNews} = options
  return {
    async create(sessionID) {
      const created = await announce(context, sessionID)
      // The store may have all of it, and its client send nothing.
      onNews(created.id)
      return created
    },

    async sync(shareID, body) {
      // What nobody shared is not even parsed.
      if (shareID !== undefined) await findServed(context, shareID)
      onNews(await receiver.do({type: 'receive', shareID, body}))
    },

    async remove(subject, secret) {
      const {shareID} =
        'shareID' in subject
          ? await findForRemoval(context, subject.shareID)
          : await findServedOf(context, subject.sessionID)
      await checkSecret(context, shareID, secret)
      // Where it was taken down otherwise, the client can be told so.
      await takeDown(options, shareID)
    },

    async data(shareID) {
      const items = await readData(context, await findServed(context, shareID))
      if (!items) throw unknownShare()
      return items
    },

    async address(shareID) {
      return (await findServed(context, shareID)).receipt.url
    },

    async share(sessionID) {
      // The start of an id may be that of a session that nobody meant.
      if (!isWholeID(sessionID)) throw unknownSession(sessionID)
      return describe(await publisher.do({type: 'share', sessionID}))
    },

    async unshare(sessionID) {
      const before = await statusOf(context, sessionID)
      if (before.shareID === null) return describe(describeNothing())
      await takeDown(options, sessionID)
      return describe(await statusOf(context, sessionID))
    },

    async status(sessionID) {
      return describe(await statusOf(context, sessionID))
    },
  }
}

/** A removal that did not come to its end, or that somebody else made, is asked for once more. */
async function findForRemoval({ledger}: ServeContext, shareID: string) {
  const record = isShareID(shareID) ? await ledger.read(shareID) : undefined
  if (record && (record.state === 'removed' || isServed(record))) return record
  throw unknownShare()
}

/** Take down what is shared under an id. */
export async function takeDown({context, onGone}: TakeDownOptions, id: string): Promise<void> {
  const {surroundings, state, say} = context
  const gone = await unshare([id], {
    ...{surroundings, onWarning: say},
    ...(state !== undefined && {state}),
  })
  for (const {shareID} of gone) if (shareID !== null) onGone(shareID)
}

/** A share whose link was given out is one, whatever lies there. */
async function statusOf(context: ServeContext, sessionID: string): Promise<ShareStatus> {
  const {ledger, surroundings, state, source, say} = context
  const {records} = await ledger.ofSession(sessionID)
  const announced = records.filter(isServed).find(isAnnounced)
  if (announced) return describeRecord(announced)
  if (records.length === 0) return describeNothing()
  return await status(sessionID, {
    ...{surroundings, onWarning: say},
    ...(state !== undefined && {state}),
    ...(source !== undefined && {source}),
  })
}

function unknownSession(sessionID: string): SessionpressError {
  return new SessionpressError('SESSION_NOT_FOUND', `There is no session \`${sessionID}\`.`, {
    hint: 'Give the whole id of a session of this machine.',
  })
}

function describe(status: ShareStatus): SessionShare {
  const {shareID, shareURL, target, createdAt, updatedAt, expiresAt, findings} = status
  if (shareID === null || status.state === 'removed') {
    const nothing = {shareID: null, shareURL: null, target: null}
    return {...nothing, createdAt: null, updatedAt: null, expiresAt: null, findings: []}
  }
  return {shareID, shareURL, target, createdAt, updatedAt, expiresAt, findings}
}
