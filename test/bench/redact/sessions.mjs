import path from 'node:path'
import fs from 'fs-extra'

const folder = path.resolve(import.meta.dirname, '../../../../shared/sessions/opencode')
/** In 100 KB. Every value counts as false, because only a reader can say which are not. */
const mostFalse = 1
const around = 40

/** How much is masked in sessions of others, which hardly hold a secret; what falls short. */
export function judgeSessions({findSecrets}, isListed) {
  const sessions = realSessions()
  if (sessions.length === 0) {
    console.log('Real sessions: `../shared/sessions/opencode` is not found.')
    return []
  }
  const values = new Map()
  let size = 0
  for (const {text, session} of sessions) {
    size += Buffer.byteLength(text)
    for (const string of stringsOf(session)) {
      for (const {rule, value, from, to} of findSecrets(string)) {
        const place = `${string.slice(Math.max(0, from - around), from)}«${masked(value)}»${string.slice(to, to + 10)}`
        values.set(`${rule.id} ${value}`, `${rule.id}: ${JSON.stringify(place)}`)
      }
    }
  }
  if (isListed) for (const line of values.values()) console.log(line)
  const share = (values.size / size) * 100_000
  console.log(
    `masked in real sessions  ${values.size} values in ${(size / 1e6).toFixed(1)} MB, ${share.toFixed(2)} in 100 KB`,
  )
  return [share >= mostFalse && 'values masked in real sessions']
}

/** Exports of real sessions, of which a line of the command may stand in front. */
export function realSessions() {
  if (!fs.pathExistsSync(folder)) return []
  const files = fs.readdirSync(folder).filter((file) => file.endsWith('.json'))
  return files.sort().map((file) => readSession(path.join(folder, file)))
}

/** A session of a file and its text. */
export function readSession(file) {
  const text = fs.readFileSync(file, 'utf8').replace(/^[^{]*/, '')
  return {name: path.basename(file, '.json'), text, session: JSON.parse(text)}
}

function* stringsOf(value) {
  if (typeof value === 'string') yield value
  if (typeof value !== 'object' || value === null) return
  for (const field of Object.values(value)) yield* stringsOf(field)
}

/** Who reads the list need not read the secrets. */
function masked(value) {
  const [line = ''] = value.split('\n')
  return line.length < 12 ? '…' : `${line.slice(0, 4)}…${line.slice(-4)}`
}
