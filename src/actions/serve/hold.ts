import {heldPage} from '../../../templates/held.js'
import {createSpool} from '../../bundle/spool.js'
import {checkTarget} from '../../config/check-duties.js'
import {readConfiguration} from '../../config/configuration.js'
import type {ActiveRecord, ShareRecord} from '../../ledger/record.js'
import {bundleFormat, markerFile} from '../../session/bundle.js'
import {targetSchemas} from '../../targets/registry.js'
import {loadOpenerStyle} from '../assets.js'
import {reach} from '../destination.js'
import {publishShare} from '../publish.js'
import {sha256Base64} from '../sha256-base64.js'
import type {ServeContext} from './context.js'

/**
 * Put a page without content where a session cannot be shown before a person has decided. What was
 * public before stays as it is.
 *
 * @throws SessionpressError `TARGET_*`, `PUBLISH_*`, `LEDGER_*`
 */
export async function hold({ledger, surroundings}: ServeContext, shareID: string): Promise<void> {
  const before = await ledger.read(shareID)
  if (!isNew(before)) return
  const {organisation} = await readConfiguration({...surroundings, targetSchemas})
  await checkTarget(organisation, before.target)
  const release = await ledger.lock(before.sessionID)
  try {
    const existing = await ledger.read(shareID)
    if (isNew(existing)) await publishHeld(existing)
  } finally {
    await release()
  }

  async function publishHeld(existing: ActiveRecord): Promise<void> {
    const spool = createSpool()
    try {
      await spool.add('index.html', [heldPage(await loadOpenerStyle(), sha256Base64)])
      await spool.add(markerFile, [`${JSON.stringify({format: bundleFormat})}\n`])
      const {sessionID, title, encryption, choice} = existing
      const bundle = spool.bundle()
      await publishShare({
        ...{ledger, shareID, sessionID, title, findings: [], isHeld: true, bundle, existing},
        ...{destination: reach(existing.target, surroundings), now: surroundings.now()},
        ...{choice, replaces: undefined},
        // There is nothing to encrypt; the key stays that of the link.
        encryption: encryption && {
          record: {...encryption, plain: 'held'},
          encrypt: async () => bundle,
        },
      })
    } finally {
      await spool.dispose()
    }
  }
}

/** Whether nothing of the session was public so far. */
function isNew(record: ShareRecord | undefined): record is ActiveRecord {
  return record?.state === 'publishing' && !record.previous
}
