import type {ActiveRecord} from '../../src/ledger/record.js'
import {createShareID} from '../../src/ledger/share-id.js'

/** A live share of one file, as a ledger keeps it. */
export function recordOf(change: Partial<ActiveRecord> = {}): ActiveRecord {
  const {shareID = createShareID()} = change
  return {
    version: 1,
    shareID,
    sessionID: 'ses_one',
    state: 'live',
    title: 'Title',
    target: {name: 'public', type: 'directory', options: {path: '/public'}},
    receipt: {
      type: 'directory',
      path: shareID,
      url: `file:///public/${shareID}/index.html`,
      location: `/public/${shareID}`,
      files: [{path: 'index.html', size: 1, sha256: 'a'}],
    },
    findings: [{rule: 'github-token', number: 1, count: 2}],
    createdAt: '2026-01-01T00:00:00.000Z',
    updatedAt: '2026-01-01T00:00:00.000Z',
    expiresAt: null,
    ...change,
  }
}
