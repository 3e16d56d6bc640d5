import process from 'node:process'
import {claimShare} from '../../src/actions/claim.js'
import {publishShare} from '../../src/actions/publish.js'
import {replaceShare} from '../../src/actions/replace.js'
import {resolveSurroundings} from '../../src/actions/surroundings.js'
import {takeDown} from '../../src/actions/take-down.js'
import {openLedger} from '../../src/ledger/ledger.js'
import {directory} from '../../src/targets/directory.js'
import {prepareVersion} from './prepare-version.js'

// Run by `crash.test.ts` in a process of its own: `share|new-link|unshare STATE FOLDER VERSION STEP`.
// It kills itself before the given step that changes the disk, and says `done` when there was none.
const [, , task, state = '', folder = '', version = '', last = ''] = process.argv
let count = 0
const onStep = () => {
  count += 1
  if (count !== Number(last)) return
  process.kill(process.pid, 'SIGKILL')
  // Nothing may happen before the signal arrives.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
}

const ledger = openLedger(state, {onStep})
const target = directory({path: folder, onStep})
const destination = {name: folder, type: 'directory', options: {path: folder}, target}
const surroundings = resolveSurroundings()
const onWarning = () => {}

if (task === 'unshare') {
  const release = await ledger.lock('ses_one')
  const {records} = await ledger.list()
  const how = {target, surroundings, isAsked: true, wait: 0, interval: 1, onWarning}
  for (const record of records) {
    if (record.state !== 'removed') await takeDown([record], ledger, how)
  }
  await release()
} else {
  // As `share` does, with a ledger and a target that tell their steps.
  const known = {ledger, destination, isDryRun: false, newLink: task === 'new-link', onWarning}
  const claim = await claimShare({...known, sessionID: 'ses_one'})
  const prepared = await prepareVersion(version)('ses_one', {shareID: claim.shareID})
  const live = await publishShare({...prepared, ...claim, ledger, destination, now: new Date()})
  await replaceShare(live, ledger, surroundings, onWarning)
  await claim.release()
}
console.log('done')
