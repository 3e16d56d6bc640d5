import process from 'node:process'
import type {FindOptions, SessionSummary} from '../index.js'
import {shorten} from '../text/width.js'
import {describeAge} from './age.js'
import {ask} from './ask.js'
import {plain} from './plain.js'
import {isInteractive} from './terminal.js'

/** Sessions that are offered. Older ones can be named. */
const offered = 20

/**
 * The session that was named or, on a terminal, the one the person picks.
 *
 * `undefined` where nobody can be asked or nothing is there to choose from:
 * the library then takes the newest root session of the project, or says what
 * is missing.
 */
export async function chooseSession(
  session: string | undefined,
  options: FindOptions,
): Promise<string | undefined> {
  if (session !== undefined || !isInteractive()) return session
  const {listSessions} = await import('../index.js')
  const here = await listSessions({...options, ofProject: true})
  const all = here.length > 0 ? here : (await listSessions(options)).filter(isRoot)
  const sessions = all.slice(0, offered)
  if (sessions.length < 2) return sessions[0]?.id

  return await ask(({select}) =>
    select({
      message: 'Which session?',
      options: sessions.map((summary) => ({value: summary.id, ...labelOf(summary)})),
      maxItems: 10,
      output: process.stderr,
    }),
  )
}

function isRoot({parentID}: SessionSummary): boolean {
  return parentID === undefined
}

function labelOf({id, title, updated}: SessionSummary): {label: string; hint: string} {
  const age = updated === undefined ? '' : `${describeAge(updated, Date.now())}, `
  const width = (process.stderr.columns || 80) - age.length - id.length - 12
  return {label: shorten(plain(title) || 'Untitled', Math.max(20, width)), hint: age + plain(id)}
}
