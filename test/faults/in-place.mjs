// The control: publishes and takes down as a program without care does, in place and in any order,
// and says as the real command does when it begins. `in-place.mjs share FROM TO`, `in-place.mjs unshare TO`.
import fs from 'node:fs'
import process from 'node:process'

const [, , verb, first, second] = process.argv
fs.writeSync(3, '.')
if (verb === 'share') {
  fs.mkdirSync(second, {recursive: true})
  for (const name of fs.readdirSync(first).sort())
    writeSlowly(`${second}/${name}`, fs.readFileSync(`${first}/${name}`))
} else {
  for (const name of fs.readdirSync(first).sort().reverse()) {
    fs.rmSync(`${first}/${name}`)
    sync(first)
  }
  fs.rmdirSync(first)
}

/** Synced on the way, so that it takes as long as writing with care. */
function writeSlowly(file, bytes) {
  const handle = fs.openSync(file, 'w')
  for (let at = 0; at < bytes.length; at += 16_384) {
    fs.writeSync(handle, bytes.subarray(at, at + 16_384))
    fs.fsyncSync(handle)
  }
  fs.closeSync(handle)
}

function sync(folder) {
  const handle = fs.openSync(folder, 'r')
  fs.fsyncSync(handle)
  fs.closeSync(handle)
}
