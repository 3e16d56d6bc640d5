import {load} from '../../src/actions/load.js'
import {sampleSession} from '../render/sample-session.js'
import {fixtureCases, surroundings} from '../support/case.js'
import type {Origin} from './example.js'
import {madeSession} from './made/session.js'

/** How sessions are called that were made for the gallery. */
export const madeHere = 'made for the gallery'

/** Where examples come from, in this order: the first that shows a state is taken. */
export async function loadOrigins(): Promise<Origin[]> {
  const origins: Origin[] = []
  for (const {name, session: path, source} of await fixtureCases()) {
    const options = {surroundings, ...(source !== undefined && {source})}
    const {session, findings} = await load(path, options)
    origins.push({name, session, given: {findings}})
  }
  origins.push({name: 'the sample of the tests', session: sampleSession()})
  origins.push({name: madeHere, session: madeSession()})
  return origins
}
