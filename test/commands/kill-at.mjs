// Loaded before the real command (`node --import`): kills the process at the
// n-th step that changes the disk, `KILL_AT`. A file that is written is two
// steps: nothing of it, and half of it.
import fs from 'node:fs/promises'
import {syncBuiltinESMExports} from 'node:module'
import process from 'node:process'

const last = Number(process.env.KILL_AT)
let count = 0

for (const name of ['link', 'mkdir', 'rename', 'rm', 'rmdir', 'unlink']) {
  const real = fs[name]
  fs[name] = (...parameters) => {
    if (isLast()) kill()
    return real(...parameters)
  }
}

const {writeFile} = fs
fs.writeFile = async (file, content, ...rest) => {
  if (isLast()) kill()
  const bytes = await bytesOf(content)
  if (isLast()) {
    await writeFile(file, bytes.subarray(0, bytes.length / 2), ...rest)
    kill()
  }
  return await writeFile(file, bytes, ...rest)
}
syncBuiltinESMExports()

function isLast() {
  count += 1
  return count === last
}

function kill() {
  process.kill(process.pid, 'SIGKILL')
  // Nothing may happen before the signal arrives.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
}

async function bytesOf(content) {
  if (typeof content === 'string' || content instanceof Uint8Array) return Buffer.from(content)
  const chunks = []
  for await (const chunk of content) chunks.push(chunk)
  return Buffer.concat(chunks)
}
