import os from 'node:os'
import process from 'node:process'
import fs from 'fs-extra'
import {createSpool} from '../../src/bundle/spool.js'

// Run by `spool.test.ts` in a process of its own, which ends without disposing of anything.
const spool = createSpool({memory: 1})
await spool.add('a.txt', ['something'])
console.log(`${fs.readdirSync(os.tmpdir()).length} file`)
process.exit(0)
