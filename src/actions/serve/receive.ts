import {readConfiguration} from '../../config/configuration.js'
import {readProjectDuties, tighten} from '../../config/project-duties.js'
import type {Batch, Earlier} from '../../server/item-log.js'
import {isKeyOfIDs, itemOfKey, keyOf, readItems, type ShareItem} from '../../server/items.js'
import {invalid, parseObject} from '../../server/read-object.js'
import {isObject, type Json, type JsonObject, objectOf, textOf} from '../../session/json.js'
import type {NativeSession} from '../../session/native.js'
import {nativeOfRaw} from '../../sources/opencode/native.js'
import {cutOpenEnds} from '../../sources/opencode/open-ends.js'
import {joinParts} from '../../sources/opencode/share-items.js'
import {trimSession} from '../../sources/opencode/trim.js'
import {targetSchemas} from '../../targets/registry.js'
import {openJudge} from '../judge.js'
import {mask} from '../mask.js'
import {projectsOf} from '../projects-of.js'
import type {ServeContext} from './context.js'
import {checkSecret, findServed, findServedOf, isUnknownShare} from './find-served.js'
import {foldersHere} from './folders-here.js'
import {forgetServed, markNews} from './news.js'

/**
 * Take the body of one sync: what it brings is trimmed and masked, and is safe on the shelf when this
 * resolves. Nothing of it was written anywhere before.
 *
 * @param shareID `undefined` for a body of the first protocol, which names the session.
 * @returns The share that has news.
 * @throws SessionpressError `REQUEST_INVALID`, `SHARE_NOT_FOUND`, `SECRET_WRONG`, `LEDGER_*`
 */
export async function receive(
  context: ServeContext,
  shareID: string | undefined,
  body: Uint8Array,
): Promise<string> {
  const json = parseObject(body)
  const record =
    shareID === undefined
      ? await findServedOf(context, textOf(json.sessionID) ?? '')
      : await findServed(context, shareID)
  await checkSecret(context, record.shareID, textOf(json.secret) ?? '')

  const {sessionID} = record
  const {items, foreign, unknown} = readItems(dataOf(json, shareID === undefined), sessionID)
  if (foreign > 0) context.say(`${record.shareID}: left out ${foreign} items of other sessions`)
  if (unknown > 0) context.say(`${record.shareID}: left out ${unknown} items of no known kind`)
  if (items.length > 0) await keep(items, {context, sessionID, shareID: record.shareID})
  return record.shareID
}

interface KeepOptions {
  context: ServeContext
  shareID: string
  sessionID: string
}

async function keep(
  items: readonly ShareItem[],
  {context, shareID, sessionID}: KeepOptions,
): Promise<void> {
  const log = context.openLog(shareID)
  await log.append((earlier) => protect(items, {sessionID, earlier, context}))
  try {
    await findServed(context, shareID)
  } catch (error) {
    // It was taken down meanwhile, and what had come was forgotten before this came. What only cannot be read is kept.
    if (isUnknownShare(error)) await forgetServed(context.ledger, shareID)
    throw error
  }
  await markNews(context, shareID)
}

function dataOf(json: JsonObject, isFirstProtocol: boolean): Json[] {
  if (!isFirstProtocol) {
    if (!Array.isArray(json.data)) throw invalid('`data`')
    return json.data
  }
  const {key, content = null} = json
  if (typeof key !== 'string') throw invalid('`key`')
  return [itemOfKey(key, content)]
}

interface ProtectOptions {
  sessionID: string
  earlier: Earlier
  context: ServeContext
}

/** Items as they may be kept: trimmed at the door as every session is, and masked. */
async function protect(
  items: readonly ShareItem[],
  {sessionID, earlier, context}: ProtectOptions,
): Promise<Batch> {
  const {surroundings: world, ledger, say} = context
  const surroundings = {...world, onWarning: say}
  const raw = nativeOfItems(items, sessionID)
  // A part that comes alone does not say where it was made, and what that project demands counts for it too.
  const projects = [...new Set([...earlier.folders, ...projectsOf(raw)])]
  const here = await readConfiguration({...surroundings, targetSchemas})
  const configuration = tighten(here, await readProjectDuties(projects, surroundings))
  const judge = openJudge({surroundings, ledger, makesKey: true})
  const judgement = await judge(sessionID, configuration)
  const how = {configuration, judgement, projects, surroundings, numbers: earlier.numbers}
  const {native, details} = await mask(cutOpenEnds(trimSession(raw)), how)

  const kept = itemsOf(native, new Set(items.map(({type}) => type)))
  const keys = new Set(kept.map(({key}) => key))
  return {
    items: kept,
    // A key of another form was masked where it was kept, and may be anything here.
    gone: items.map(({key}) => key).filter((key) => !keys.has(key) && isKeyOfIDs(key)),
    numbers: new Map(details.map(({id, number}) => [id, number])),
    folders: await foldersHere(projects),
  }
}

/** One session of what has come: parts without their message, messages without their session. */
function nativeOfItems(items: readonly ShareItem[], sessionID: string): NativeSession {
  const dataOfType = (type: string) => items.filter((item) => item.type === type).map(dataOfItem)
  const flat = dataOfType('messages').flatMap((data) => {
    const {messages} = objectOf(data)
    return Array.isArray(messages) ? messages : []
  })
  const joined = joinParts(dataOfType('message'), dataOfType('part'))
  const diffs = dataOfType('session_diff').flatMap((data) => (Array.isArray(data) ? data : []))
  const info = dataOfType('session').find(isObject) ?? {id: sessionID}
  return nativeOfRaw({info, messages: [...flat, ...joined], diffs})
}

function dataOfItem({data}: ShareItem): Json {
  return data
}

/** The items that a session is made of, of these kinds. */
function itemsOf(native: NativeSession, types: ReadonlySet<string>): ShareItem[] {
  const items: JsonObject[] = []
  if (types.has('session')) items.push({type: 'session', data: native.info})
  if (native.format === 'opencode-2') {
    const sessionID = native.info.id ?? null
    if (types.has('messages')) {
      items.push({type: 'messages', data: {sessionID, messages: native.messages}})
    }
  } else {
    for (const {info, parts} of native.messages) {
      // A part that came alone got a message that says nothing.
      if (objectOf(info).role !== undefined) items.push({type: 'message', data: info ?? null})
      for (const part of Array.isArray(parts) ? parts : []) items.push({type: 'part', data: part})
    }
  }
  if (types.has('session_diff')) items.push({type: 'session_diff', data: native.diffs})
  return items.flatMap(({type, data}) => {
    const key = keyOf(type, data)
    return key === undefined || data === undefined ? [] : [{key, type: String(type), data}]
  })
}
