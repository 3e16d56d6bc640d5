// Stands for a running OpenCode: writes to the database named by the first
// argument, keeps its WAL open, and prints a line for each thing done.
// Second argument: `once` writes one message and waits; `always` writes on and on;
// `exclusive` shuts everybody out. It ends when its standard input does.
import Database from 'libsql'

const [, , file, mode] = process.argv
const session = 'ses_dfd2c09e4ffeUbaWKtrZe5LUmj'
const database = new Database(file)
process.stdin.on('end', () => process.exit(0)).resume()

if (mode === 'exclusive') {
  database.exec('PRAGMA locking_mode = EXCLUSIVE')
  database.exec('PRAGMA journal_mode = DELETE')
  database.exec('BEGIN EXCLUSIVE')
} else {
  database.exec('PRAGMA journal_mode = WAL')
  database.exec('PRAGMA wal_autocheckpoint = 50')
}
if (mode === 'once') write(1)
if (mode === 'always') again(1)
console.log('ready')

function again(number) {
  write(number)
  setTimeout(again, 1, number + 1)
}

/** A message, its part and the session's title, which counts them, change together. */
function write(number) {
  const id = String(number).padStart(6, '0')
  const time = 1_900_000_000_000 + number
  const data = JSON.stringify({role: 'user', time: {created: time}})
  const part = JSON.stringify({type: 'text', text: `fresh ${number}`})
  database.exec('BEGIN IMMEDIATE')
  const message = database.prepare(
    'INSERT INTO message (id, session_id, time_created, time_updated, data) VALUES (?, ?, ?, ?, ?)',
  )
  message.run(`msg_fresh${id}`, session, time, time, data)
  const row = database.prepare(
    'INSERT INTO part (id, message_id, session_id, time_created, time_updated, data) VALUES (?, ?, ?, ?, ?, ?)',
  )
  row.run(`prt_fresh${id}`, `msg_fresh${id}`, session, time, time, part)
  database.prepare('UPDATE session SET title = ? WHERE id = ?').run(`fresh ${number}`, session)
  database.exec('COMMIT')
}
