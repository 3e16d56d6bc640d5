// Loaded before the real command (`node --import`): writes a byte to descriptor 3 when the command
// is about to change the ledger for the first time, which is where its publication or removal begins.
import fs from 'node:fs'
import promises from 'node:fs/promises'
import {syncBuiltinESMExports} from 'node:module'

let isTold = false
const {open} = promises
promises.open = (file, ...rest) => {
  if (!isTold && /[/\\]shares[/\\]/.test(String(file))) {
    isTold = true
    fs.writeSync(3, '.')
  }
  return open(file, ...rest)
}
syncBuiltinESMExports()
