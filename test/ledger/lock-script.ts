import {readFile, writeFile} from 'node:fs/promises'
import process from 'node:process'
import {setTimeout as sleep} from 'node:timers/promises'
import {openLedger} from '../../src/ledger/ledger.js'

// Run by `lock.test.ts` in processes of their own: `hold FOLDER` or `count FOLDER FILE TIMES`.
const [, , task, folder = '', file = '', times = '0'] = process.argv
const ledger = openLedger(folder)

if (task === 'hold') {
  await ledger.lock('ses_one')
  console.log('held')
  setInterval(() => {}, 1_000)
}

if (task === 'count') {
  for (let turn = 0; turn < Number(times); turn++) {
    const release = await ledger.lock('ses_one', {wait: 60_000})
    try {
      // Without the lock, two processes would read the same number here.
      const count = Number(await readFile(file, 'utf8'))
      await sleep(1)
      await writeFile(file, String(count + 1))
    } finally {
      await release()
    }
  }
}
