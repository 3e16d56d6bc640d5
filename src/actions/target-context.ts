import {cacheFolder} from '../config/folders.js'
import type {TargetContext} from '../targets/types.js'
import type {Surroundings} from './types.js'

/** What of the surroundings a target may use. */
export function targetContext(surroundings: Surroundings): TargetContext {
  const {fetch, env, home} = surroundings
  return {fetch, env, home, cacheFolder: () => cacheFolder(surroundings)}
}
