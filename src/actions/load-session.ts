import type {Session} from '../session/model.js'
import {load} from './load.js'
import type {ContentOptions} from './types.js'

/**
 * Load one session into the model. Secrets and private details are masked in it,
 * and what configuration and options keep at home is not there.
 *
 * @throws SessionpressError as `share` does before it publishes anything
 */
export async function loadSession(
  session?: string,
  options: ContentOptions = {},
): Promise<Session> {
  return (await load(session, options)).session
}
