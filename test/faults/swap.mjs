// Puts a symlink in the place of a folder and the folder back, again and again, until it is killed:
// `swap.mjs FOLDER LEADS_TO`. Prints a line when it begins.
import fs from 'node:fs'
import process from 'node:process'

const [, , folder, leadsTo] = process.argv
const aside = `${folder}.aside`
console.log('swapping')
for (;;) {
  attempt(() => fs.renameSync(folder, aside))
  attempt(() => fs.symlinkSync(leadsTo, folder))
  rest()
  attempt(() => fs.unlinkSync(folder))
  attempt(() => fs.renameSync(aside, folder))
  rest()
}

/** Leave the processor to the other program, for up to two milliseconds. */
function rest() {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, Math.random() * 2)
}

/** Where the other program was quicker, the next round has its turn. */
function attempt(change) {
  try {
    change()
  } catch {}
}
