import {SessionpressError} from '../../errors.js'
import {type JsonObject, objectOf, textOf} from '../../session/json.js'
import type {NativeSession, Remark} from '../../session/native.js'
import {type Get, listIn} from './server-client.js'

/** Requests on their way at a time. */
const inFlight = 6

/**
 * Asks for the diffs of prompts that came without them, which some versions
 * have at a route of their own (reference 3.4). They are an extra: what cannot
 * be had is said in a remark.
 */
export async function addDiffs(get: Get, route: string, native: NativeSession): Promise<void> {
  const waiting = native.messages.filter(lacksDiffs)
  let failed = 0
  const work = async () => {
    for (let message = waiting.shift(); message; message = waiting.shift()) {
      if (!(await addTo(get, route, message))) failed++
    }
  }
  await Promise.all(Array.from({length: inFlight}, work))
  native.remarks.push(...missingDiffs(failed))
}

function lacksDiffs({info}: JsonObject): boolean {
  const {id, role, summary} = objectOf(info)
  return role === 'user' && textOf(id) !== undefined && !Array.isArray(objectOf(summary).diffs)
}

async function addTo(get: Get, route: string, message: JsonObject): Promise<boolean> {
  const info = objectOf(message.info)
  try {
    const answer = await get(`${route}/diff?messageID=${encodeURIComponent(textOf(info.id) ?? '')}`)
    const diffs = listIn(answer?.json) ?? []
    if (diffs.length > 0) message.info = {...info, summary: {...objectOf(info.summary), diffs}}
    return true
  } catch (error) {
    if (error instanceof SessionpressError) return false
    throw error
  }
}

function missingDiffs(count: number): Remark[] {
  if (count === 0) return []
  const whose = count === 1 ? 'one prompt' : `${count} prompts`
  const text = `The server did not say what ${whose} changed; changes are told by the tools alone there.`
  return [{type: 'unreadable-parts', text}]
}
