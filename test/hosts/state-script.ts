import {once} from 'node:events'
import process from 'node:process'
import {setTimeout as sleep} from 'node:timers/promises'
import {openBucketLedger} from '../../src/ledger/s3/bucket-ledger.js'
import {createShareID} from '../../src/ledger/share-id.js'
import {recordOf} from '../ledger/records.js'

// Run by `state-s3.suite.ts` in processes of their own, one instance each.
const [, , task, place = '', lease = '30000', sessions = '0', turns = '0'] = process.argv
const ledger = openBucketLedger(place, {
  env: process.env,
  fetch,
  refuse: async () => {},
  lease: Number(lease),
})
const time = '2026-01-01T00:00:00.000Z'

/** Bring the share of a session up to date, or begin it: its title counts how often that was done. */
async function update(sessionID: string): Promise<void> {
  const release = await ledger.lock(sessionID, {wait: 240_000})
  try {
    const {records, damaged} = await ledger.ofSession(sessionID)
    if (records.length > 1 || damaged[0]) throw damaged[0] ?? new Error('A second id was made.')
    const [existing] = records
    const count = existing && 'title' in existing ? Number(existing.title) : 0
    const shareID = existing?.shareID ?? createShareID()
    const record = recordOf({shareID, sessionID, title: String(count + 1)})
    await ledger.write({...record, state: 'publishing'})
    await ledger.audit.append([{event: 'update', time, shareID, sessionID}])
    await ledger.write(record)
  } finally {
    await release()
  }
}

if (task === 'update') {
  const all = Array.from({length: Number(sessions)}, (_, index) => `ses_${index}`)
  for (let turn = 0; turn < Number(turns); turn++) {
    // Everybody begins at another one, and comes upon the others on the way.
    const start = Math.floor(Math.random() * all.length)
    const order = [...all.slice(start), ...all.slice(0, start)]
    const work = async () => {
      for (let next = order.pop(); next !== undefined; next = order.pop()) await update(next)
    }
    await Promise.all([work(), work(), work()])
  }
}

if (task === 'hold') {
  await ledger.lock('ses_held')
  const {records} = await ledger.ofSession('ses_held')
  console.log('held')
  await once(process.stdin, 'data')
  const answers = []
  // The first write is of a share that all know, the other one would be a second id.
  for (const record of [...records, recordOf({sessionID: 'ses_held'})]) {
    const code = await ledger.write({...record, updatedAt: 'late'}).then(
      () => 'written',
      (error: {code?: string}) => error.code,
    )
    answers.push(code)
  }
  console.log(answers.join(' '))
  await sleep(10)
  process.exit()
}
