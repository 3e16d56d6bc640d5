import {beforeAll} from 'vitest'
import {learnVersions, type MakePlace, type Versions} from './lab.js'

/** What the two versions are at a place; known when the rows of the suite run. */
export function versionsAt(findPlace: () => MakePlace): Versions {
  const versions: Versions = {old: {}, new: {}}
  beforeAll(async () => {
    Object.assign(versions, await learnVersions(findPlace()))
  })
  return versions
}
