import process from 'node:process'
import {githubPages} from '../../src/targets/github-pages.js'
import {versionOf} from './bundles.js'
import {contextIn} from './git-host.js'

// One publisher of several: `node script.mjs ROOT REMOTE OLD ID…` publishes each and prints the
// receipts. In the middle it removes an old share.
const [root = '', remote = '', old = '', ...ids] = process.argv.slice(2)
const target = githubPages({remote, url: 'https://pages.example'}, contextIn(root))
const receipts = []
for (const [index, id] of ids.entries()) {
  if (index === 2) await target.remove([target.plan(versionOf(''), old)])
  receipts.push(await target.publish(versionOf(id), id))
}
process.stdout.write(JSON.stringify(receipts))
