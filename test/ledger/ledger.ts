import {expect, it} from 'vitest'
import {noDecisions} from '../../src/ledger/decisions.js'
import type {Ledger} from '../../src/ledger/ledger.js'
import type {Tombstone} from '../../src/ledger/record.js'
import {createShareID} from '../../src/ledger/share-id.js'
import {recordOf} from './records.js'

/**
 * What every ledger promises, wherever it is.
 *
 * @param begin Makes a new state, and gives what opens the ledger there, as often as one likes.
 */
export function testLedger(begin: () => Promise<() => Ledger>): void {
  it('keeps records, replaces them and drops them, for whoever opens it', async () => {
    const open = await begin()
    const [ledger, other] = [open(), open()]
    const record = recordOf()
    await ledger.write({...record, state: 'publishing'})
    await ledger.write(record)
    expect(await other.list()).toEqual({records: [record], damaged: []})
    expect(await other.ids()).toEqual([record.shareID])
    expect(await other.read(record.shareID)).toEqual(record)
    await other.write({...record, title: 'Another'})
    expect((await ledger.read(record.shareID))?.state).toBe('live')
    await ledger.drop(record.shareID)
    await ledger.drop(record.shareID)
    expect(await other.read(record.shareID)).toBeUndefined()
    expect(await other.ids()).toEqual([])
    expect(await other.ofSession('ses_one')).toEqual({records: [], damaged: []})
  })

  it('knows nothing of a share that never was', async () => {
    const ledger = (await begin())()
    await ledger.expectUsable()
    expect(await ledger.list()).toEqual({records: [], damaged: []})
    expect(await ledger.read(createShareID())).toBeUndefined()
    expect(await ledger.ofSession('ses_one')).toEqual({records: [], damaged: []})
    expect(await ledger.key()).toBeUndefined()
    expect(await ledger.audit.verify()).toBeUndefined()
  })

  it('lists by age, then id, and the records of one session in the same order', async () => {
    const open = await begin()
    const ledger = open()
    const records = [
      recordOf({createdAt: '2026-01-02'}),
      recordOf({createdAt: '2026-01-01'}),
      recordOf({createdAt: '2026-01-01', sessionID: 'ses_two'}),
      recordOf({createdAt: '2026-01-01'}),
    ]
    for (const record of records) await ledger.write(record)
    const sorted = records.toSorted((one, other) =>
      one.createdAt + one.shareID < other.createdAt + other.shareID ? -1 : 1,
    )
    expect((await open().list()).records).toEqual(sorted)
    const ofOne = sorted.filter(({sessionID}) => sessionID === 'ses_one')
    expect(await open().ofSession('ses_one')).toEqual({records: ofOne, damaged: []})
  })

  it('keeps a tombstone', async () => {
    const open = await begin()
    const {title: _, receipt: __, findings: ___, ...rest} = recordOf()
    const tombstone: Tombstone = {...rest, state: 'removed'}
    await open().write(tombstone)
    expect(await open().read(rest.shareID)).toEqual(tombstone)
    expect((await open().ofSession('ses_one')).records).toEqual([tombstone])
  })

  it('keeps a second one out of a session, and lets it in after the release', async () => {
    const open = await begin()
    const [ledger, other] = [open(), open()]
    expect(await other.isLocked('ses_one')).toBe(false)
    const release = await ledger.lock('ses_one')
    expect(await other.isLocked('ses_one')).toBe(true)
    for (const each of [ledger, other]) {
      await expect(each.lock('ses_one', {wait: 100})).rejects.toMatchObject({
        code: 'LEDGER_LOCKED',
        message: expect.stringContaining('`ses_one`'),
      })
    }
    await (await other.lock('ses_two', {wait: 0}))()
    const next = other.lock('ses_one')
    await release()
    const releaseNext = await next
    expect(await ledger.isLocked('ses_one')).toBe(true)
    await releaseNext()
    expect(await ledger.isLocked('ses_one')).toBe(false)
  })

  it('gives one key to all that want one at once', async () => {
    const open = await begin()
    const keys = await Promise.all(Array.from({length: 8}, () => open().key({isMade: true})))
    expect(new Set(keys.map((key) => key?.toString('hex'))).size).toBe(1)
    expect(keys[0]).toHaveLength(32)
    expect(await open().key()).toEqual(keys[0])
  })

  it('keeps what was decided about each session', async () => {
    const open = await begin()
    expect(await open().decisions.read('ses_one')).toEqual(noDecisions('ses_one'))
    const decisions = {...noDecisions('ses_one'), findings: {'token:1': 'allow' as const}}
    await open().decisions.write(decisions)
    expect(await open().decisions.read('ses_one')).toEqual(decisions)
    expect(await open().decisions.read('ses_two')).toEqual(noDecisions('ses_two'))
  })

  it('chains what happened, whoever writes at the same time', async () => {
    const open = await begin()
    const time = '2026-01-01T00:00:00.000Z'
    const ledgers = Array.from({length: 4}, () => open())
    await ledgers[0]?.audit.append([])
    await Promise.all(
      Array.from({length: 12}, (_, index) =>
        ledgers[index % 4]?.audit.append([
          {event: 'allow', time, shareID: `s_${index}`},
          {event: 'share', time, shareID: `s_${index}`},
        ]),
      ),
    )
    expect(await open().audit.verify()).toBeUndefined()
  })
}
