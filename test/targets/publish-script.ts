import process from 'node:process'
import {githubPages} from '../../src/targets/github-pages.js'
import {versionOf} from './bundles.js'
import {contextIn} from './git-host.js'

// One publisher of several: `node script.mjs ROOT REMOTE ID…` publishes each and prints its receipt.
const [root = '', remote = '', ...ids] = process.argv.slice(2)
const target = githubPages({remote, url: 'https://pages.example'}, contextIn(root))
const receipts = []
for (const id of ids) receipts.push(await target.publish(versionOf(id), id))
process.stdout.write(JSON.stringify(receipts))
