// Prints the peak memory and the time of exporting a very long session, from a store and from an export:
// `npm run bench:big -- --messages 100000 --store 2000 --file 500`, megabytes; 0 leaves one out.

import {once} from 'node:events'
import {createWriteStream, statfsSync} from 'node:fs'
import {mkdtemp, rm, stat} from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import process from 'node:process'
import {parseArgs} from 'node:util'
import fs from 'fs-extra'
import Database from 'libsql'
import {info, longSession, sessionID} from './big/make-session.mjs'
import {runProgram} from './sessions/run-program.mjs'

const {values} = parseArgs({
  options: {
    messages: {type: 'string', default: '10000'},
    store: {type: 'string', default: '200'},
    file: {type: 'string', default: '50'},
    shown: {type: 'string', default: '0.1'},
  },
})
const root = path.resolve(import.meta.dirname, '../..')
const folder = await mkdtemp(path.join(os.tmpdir(), 'sessionpress-big-'))
try {
  const shown = Number(values.shown)
  refuseFullDisk(Number(values.store) + Number(values.file))
  if (Number(values.store) > 0) {
    await measure('store', sessionID, await makeStore({...sizeOf(values.store), shown}))
  }
  if (Number(values.file) > 0)
    await measure('file', await makeExport({...sizeOf(values.file), shown}))
} finally {
  await rm(folder, {recursive: true, force: true})
}

function sizeOf(megabytes) {
  return {messages: Number(values.messages), bytes: Number(megabytes) * 1e6}
}

/** Input, pieces and pages lie on the disk at the same time. */
function refuseFullDisk(megabytes) {
  const {bavail, bsize} = statfsSync(folder)
  const needed = megabytes * 1e6 * 3
  if (bavail * bsize < needed)
    throw new Error(`${needed / 1e9} GB of room are needed in ${folder}.`)
}

async function makeStore(session) {
  const file = path.join(folder, 'opencode.db')
  await fs.copy(path.join(root, 'fixtures/sources/opencode.db'), file)
  const database = new Database(file)
  database.exec('PRAGMA foreign_keys = OFF; PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF')
  database.exec(
    `DELETE FROM part; DELETE FROM message; DELETE FROM todo; DELETE FROM session WHERE rowid > 1`,
  )
  database
    .prepare('UPDATE session SET id = ?, directory = ?, title = ?, parent_id = NULL, revert = NULL')
    .run(sessionID, info.directory, info.title)
  const message = database.prepare('INSERT INTO message VALUES (?, ?, 1, 1, ?)')
  const part = database.prepare('INSERT INTO part VALUES (?, ?, ?, 1, 1, ?)')
  database.exec('BEGIN')
  for (const {info: own, parts} of longSession(session)) {
    const {id, sessionID: _, ...data} = own
    message.run(id, sessionID, JSON.stringify(data))
    for (const {id: partID, messageID, sessionID: __, ...rest} of parts) {
      part.run(partID, messageID, sessionID, JSON.stringify(rest))
    }
  }
  database.exec('COMMIT; PRAGMA wal_checkpoint(TRUNCATE)')
  database.close()
  return file
}

async function makeExport(session) {
  const file = path.join(folder, 'session.json')
  const stream = createWriteStream(file)
  stream.write(`{"info":${JSON.stringify(info)},"messages":[`)
  let separator = '\n'
  for (const message of longSession(session)) {
    if (!stream.write(separator + JSON.stringify(message))) await once(stream, 'drain')
    separator = ',\n'
  }
  stream.end('\n]}\n')
  await once(stream, 'finish')
  return file
}

async function measure(name, session, source) {
  const {size} = await stat(source ?? session)
  const output = path.join(folder, 'out')
  const from = source === undefined ? '' : ` --source '${source}'`
  const command = `'${process.execPath}' '${root}/dist/cli.js' export '${session}'${from} -o {output} --json`
  const {wall, cpu, memory} = await runProgram(command, {output})
  const seconds = (time) => `${(time / 1000).toFixed(1)} s`
  console.log(
    `${name}: ${values.messages} messages, ${Math.round(size / 1e6)} MB: ${Math.round((memory ?? 0) / 1e6)} MB of memory, ${seconds(wall)}, ${seconds(cpu)} of CPU`,
  )
  await rm(output, {recursive: true, force: true})
}
