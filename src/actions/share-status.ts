import type {ActiveRecord, RecordEncryption, ShareRecord} from '../ledger/record.js'
import type {ShareStatus} from './types.js'

/** The address of a share for its owner: with the key, where it is encrypted. */
export function linkOf({receipt, encryption}: ActiveRecord): string {
  return encryption ? `${receipt.url}#k=${encryption.key}` : receipt.url
}

/** A record as `share`, `unshare`, `status` and `list` tell of it. */
export function describeRecord(record: ShareRecord): ShareStatus {
  const {shareID, sessionID, target, state, createdAt, updatedAt, expiresAt} = record
  const isActive = record.state !== 'removed'
  return {
    shareID,
    shareURL: isActive ? linkOf(record) : null,
    sessionID,
    title: isActive ? record.title : null,
    target: target.name,
    state,
    createdAt,
    updatedAt,
    expiresAt,
    findings: isActive ? record.findings : [],
    ...(isActive && record.encryption && {encryption: kindOf(record.encryption)}),
    ...(isActive && record.isHeld && {held: true}),
  }
}

function kindOf({hasPassphrase}: RecordEncryption): 'link' | 'passphrase' {
  return hasPassphrase ? 'passphrase' : 'link'
}

/** What is told of a session that is not shared. */
export function describeNothing(known: Partial<ShareStatus> = {}): ShareStatus {
  return {
    shareID: null,
    shareURL: null,
    sessionID: null,
    title: null,
    target: null,
    state: 'none',
    createdAt: null,
    updatedAt: null,
    expiresAt: null,
    findings: [],
    ...known,
  }
}
