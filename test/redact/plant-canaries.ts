import {isObject, type Json, type JsonObject} from '../../src/session/json.js'
import {type CanaryKind, canaryKinds, forms} from './canary-kinds.js'

/** One canary in one place. */
export interface Planting {
  kind: string
  field: string
  form: string
  runs: string[]
}

/** Puts canaries into places and remembers which. */
export interface Planter {
  plantings: Planting[]
  /** The canary of one kind in one form, for one kind of field. */
  write(kind: CanaryKind, field: string, form: number): string
  /** Canaries in every text of a session and beside every field, of the next kinds and forms. */
  spread(value: Json): Json
}

/** Without these a session is none, or another one: ids, types, states. */
const structure = new Set(
  [
    'id sessionID messageID parentID projectID partID callID shellID sessionId parentSessionId',
    'type role tool tail_start_id status reason finish outcome priority mime version slug',
    'directory cwd root worktree',
  ]
    .join(' ')
    .split(' '),
)
/** Bytes of files are planted as files: what is put after them is no base64. */
const bytes = /^(?:data:|iVBOR)/

export function createPlanter(): Planter {
  const plantings: Planting[] = []
  let next = 0
  return {plantings, write, spread: (value) => walk(value, [], {})}

  function write(kind: CanaryKind, field: string, form: number): string {
    const [name, put] = forms[form % forms.length] ?? ['raw', (text: string) => text]
    const {text, runs} = kind.make(`${kind.name}/${field}/${name}/${plantings.length}`)
    plantings.push({kind: kind.name, field, form: name, runs})
    return put(text)
  }

  /** Kinds and forms are counted apart, so that each kind comes in each form. */
  function following(field: string): string {
    const kind = canaryKinds[next % canaryKinds.length]
    const form = next + Math.floor(next / canaryKinds.length)
    next++
    if (!kind) throw new Error('There are no kinds.')
    return write(kind, field, form)
  }

  function walk(value: Json, path: readonly string[], parent: JsonObject): Json {
    const name = path.findLast((step) => step !== '*') ?? ''
    if (typeof value === 'string') {
      const isTool = name === 'name' && parent.type === 'tool'
      return structure.has(name) || isTool ? value : planted(value, path.join('.'))
    }
    if (Array.isArray(value)) return value.map((item) => walk(item, [...path, '*'], parent))
    if (!isObject(value)) return value
    const fields = Object.entries(value).map(([key, field]): [string, Json] => [
      key,
      walk(field ?? null, [...path, key], value),
    ])
    const place = path.join('.')
    const added = [following(`${place} (a name)`), following(`${place} (of another name)`)]
    return {...Object.fromEntries(fields), [added[0] ?? '']: added[1] ?? ''}
  }

  function planted(value: string, field: string): string {
    if (!bytes.test(value)) return `${value}\n${following(field)}\n${following(field)}`
    const text = `A file of text.\n${following(field)}\n`
    const lead = /^data:[^,]*,/.exec(value)?.[0] ?? ''
    return lead + Buffer.from(text).toString('base64')
  }
}
