import {constants} from 'node:fs'
import {access} from 'node:fs/promises'
import {checkMissing} from '../check-missing.js'
import type {CheckResult} from '../types.js'
import type {Place} from './staging.js'

interface CheckOptions {
  folder: string
  /** Where shares lie in it; `undefined` where the folder is not there. */
  place: Place | undefined
  /** Where a web server serves it, if one does. */
  url: string | undefined
  fetch: typeof globalThis.fetch
}

/** Look whether the folder can be written to, and what visitors get where it is served. */
export async function checkFolder({
  folder,
  place,
  url,
  fetch,
}: CheckOptions): Promise<CheckResult[]> {
  const results = [await checkWriting(folder, place)]
  return url === undefined ? results : [...results, await checkMissing(url, fetch)]
}

async function checkWriting(folder: string, place: Place | undefined): Promise<CheckResult> {
  if (!place) {
    const message = `\`${folder}\` is not there yet; the first share makes it.`
    return {level: 'warning', message}
  }
  await access(place.root, constants.R_OK | constants.W_OK | constants.X_OK)
  return {level: 'good', message: `\`${folder}\` can be written to.`}
}
