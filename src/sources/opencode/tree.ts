import path from 'node:path'
import {SessionpressError} from '../../errors.js'
import {
  isObject,
  type Json,
  type JsonObject,
  numberOf,
  objectOf,
  textOf,
} from '../../session/json.js'
import type {NativeSession} from '../../session/native.js'
import {isFolder} from '../../system/is-folder.js'
import {byNewest, summaryOf} from '../summary.js'
import type {Source} from '../types.js'
import {namesIn, readFolder, readList} from './files.js'
import {emptySession, nativeOfRaw} from './native.js'
import {joinParts} from './share-items.js'
import {trimSession} from './trim.js'

/**
 * OpenCode's tree of JSON files, up to 1.1, in both of its layouts (reference 2.3).
 *
 * @returns `undefined` for a folder that is no such tree.
 */
export async function tree(folder: string): Promise<Source | undefined> {
  const layouts = await layoutsOf(folder)
  if (layouts.length === 0) return undefined
  return {
    type: 'opencode-tree',
    location: folder,
    list: async () => (await infosOf(layouts)).map(({info}) => summaryOf(info)).sort(byNewest),
    load: async (id) => trimSession(await load(await infosOf(layouts), id, new Set(), folder)),
    close: async () => {},
  }
}

/** Where one tree keeps what; the oldest layout nests messages by session. */
interface Layout {
  infoFolders(): Promise<string[]>
  messages(sessionID: string): string
  parts(sessionID: string, messageID: string): string
  todos: string
  diffs: string
}

interface Found {
  info: JsonObject
  layout: Layout
}

async function layoutsOf(folder: string): Promise<Layout[]> {
  const storages = [folder, path.join(folder, 'storage')]
  for (const project of await namesIn(path.join(folder, 'project'))) {
    storages.push(path.join(folder, 'project', project, 'storage'))
  }
  const layouts: Layout[] = []
  for (const storage of storages) {
    if (await isFolder(path.join(storage, 'session', 'info'))) layouts.push(oldestLayout(storage))
    else if (await isFolder(path.join(storage, 'session'))) layouts.push(laterLayout(storage))
  }
  return layouts
}

/** `session/<project>/<id>.json`, `message/<session>/<id>.json`, `part/<message>/<id>.json`. */
function laterLayout(storage: string): Layout {
  const sessions = path.join(storage, 'session')
  return {
    infoFolders: async () => (await namesIn(sessions)).map((name) => path.join(sessions, name)),
    messages: (session) => path.join(storage, 'message', session),
    parts: (_session, message) => path.join(storage, 'part', message),
    todos: path.join(storage, 'todo'),
    diffs: path.join(storage, 'session_diff'),
  }
}

/** `session/info/<id>.json`, `session/message/<session>/<id>.json`, `session/part/<session>/<message>/<id>.json`. */
function oldestLayout(storage: string): Layout {
  const sessions = path.join(storage, 'session')
  return {
    infoFolders: async () => [path.join(sessions, 'info')],
    messages: (session) => path.join(sessions, 'message', session),
    parts: (session, message) => path.join(sessions, 'part', session, message),
    todos: path.join(sessions, 'todo'),
    diffs: path.join(sessions, 'diff'),
  }
}

async function infosOf(layouts: Layout[]): Promise<Found[]> {
  const found: Found[] = []
  for (const layout of layouts) {
    for (const folder of await layout.infoFolders()) {
      const infos = await readFolder(folder, {unreadable: 0})
      for (const info of infos) if (textOf(info.id)) found.push({info, layout})
    }
  }
  return found
}

async function load(
  found: Found[],
  id: string,
  seen: Set<string>,
  folder: string,
): Promise<NativeSession> {
  seen.add(id)
  const own = found.find(({info}) => info.id === id)
  if (!own) {
    throw new SessionpressError('SESSION_NOT_FOUND', `There is no session \`${id}\`.`, {
      hint: `Look for it in \`${path.join(folder, 'session')}\`.`,
    })
  }
  const native = await loadOne(own, id)
  if (seen.size === 1 && native.messages.length === 0) throw emptySession(`Session \`${id}\``)
  for (const {info} of childrenOf(found, id)) {
    const child = textOf(info.id)
    if (child && !seen.has(child)) native.children.push(await load(found, child, seen, folder))
  }
  return native
}

async function loadOne({info, layout}: Found, id: string): Promise<NativeSession> {
  const damage = {unreadable: 0}
  const messages = await readFolder(layout.messages(nameOf(id)), damage)
  const parts: Json[] = []
  for (const message of messages) {
    const messageID = textOf(message.id)
    if (messageID === undefined) continue
    const own = await readFolder(layout.parts(nameOf(id), nameOf(messageID)), damage)
    for (const part of own) parts.push({...part, messageID})
  }
  const todos = await readList(path.join(layout.todos, `${nameOf(id)}.json`), damage)
  const diffs = await readList(path.join(layout.diffs, `${nameOf(id)}.json`), damage)
  return nativeOfRaw({
    info,
    messages: withInlineParts(joinParts(messages, parts)),
    todos,
    diffs,
    unread: damage.unreadable,
  })
}

/** The first clients kept a message's parts inside of it. */
function withInlineParts(messages: Json[]): Json[] {
  return messages.map((message) => {
    const {info, parts} = objectOf(message)
    if (!isObject(info) || !Array.isArray(info.parts) || !Array.isArray(parts)) return message
    const {parts: inline, ...rest} = info
    return {info: rest, parts: parts.length > 0 ? parts : inline}
  })
}

function childrenOf(found: Found[], id: string): Found[] {
  const created = ({info}: Found) => numberOf(objectOf(info.time).created) ?? 0
  return found
    .filter(({info}) => info.parentID === id)
    .sort((left, right) => created(left) - created(right) || byID(left, right))
}

/** Sessions that were made in one moment stand in the order of their ids, whatever the folder's is. */
function byID({info: left}: Found, {info: right}: Found): number {
  return (textOf(left.id) ?? '') < (textOf(right.id) ?? '') ? -1 : 1
}

/** An id as a name in a folder. Ids come from files, so none may lead out of the tree. */
function nameOf(id: string): string {
  return id.replaceAll(/[/\\]|^\.+$/g, '_')
}
