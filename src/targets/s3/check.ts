import {createHash, randomBytes} from 'node:crypto'
import {mediaTypeOf} from '../../session/media-types.js'
import {type Answer, askAddress} from '../ask-address.js'
import {judgeMissing} from '../check-missing.js'
import type {CheckResult} from '../types.js'
import {clear} from './clear.js'
import {folderKey, keyOf, type Place} from './place.js'

export interface CheckOptions {
  place: Place
  fetch: typeof globalThis.fetch
  /** Address below which visitors find shares. */
  url: string
  /** Address at which a share's page shall be. */
  addressOf(name: string): string
  /** Addresses that might tell anybody what lies in the bucket. */
  roots: readonly string[]
}

/** Try everything out with a page that is gone again afterwards. */
export async function checkBucket(options: CheckOptions): Promise<CheckResult[]> {
  const {place} = options
  const name = `s_check-${randomBytes(16).toString('hex')}`
  const results = [...(await checkKeeping(place)), ...(await checkListing(options))]
  const page = Buffer.from(`<!doctype html><title>${name}</title>`)
  const sha256 = createHash('sha256').update(page).digest('hex')
  const files = ['index.html', ...(place.hasFolderKey ? [folderKey] : [])]
  try {
    for (const file of files) {
      const isFolderKey = file === folderKey
      const type = mediaTypeOf('index.html')
      await place.store.put(keyOf(place, name, file), page, {type, isFolderKey})
    }
    results.push(judgePage(options, name, await ask(options, name), sha256))
  } finally {
    await clear(place, [{name, own: new Set(files), keep: new Set()}])
  }
  results.unshift({level: 'good', message: 'Objects can be put, listed and deleted.'})
  return [...results, judgeMissing(options.url, await ask(options, name))]
}

async function checkKeeping({store, isVersioned}: Place): Promise<CheckResult[]> {
  if (await store.isLocked()) {
    const message = 'The bucket has Object Lock on: what is published there cannot be removed.'
    return [{level: 'bad', message, hint: 'Use a bucket without Object Lock.'}]
  }
  if (!isVersioned) return []
  const message = 'The bucket keeps former versions; an unshare deletes those of its files, too.'
  return [{level: 'good', message}]
}

async function checkListing({fetch, roots}: CheckOptions): Promise<CheckResult[]> {
  for (const root of roots) {
    if (!(await isListed(root, fetch))) continue
    const message = `Everybody can list every share: ${root} answers with the names of the objects.`
    const hint = 'Take `s3:ListBucket` away from anonymous visitors.'
    return [{level: 'bad', message, hint}]
  }
  return [{level: 'good', message: 'Visitors cannot list the shares.'}]
}

async function isListed(root: string, fetch: typeof globalThis.fetch): Promise<boolean> {
  try {
    const response = await fetch(`${root}?list-type=2&max-keys=1`, {
      signal: AbortSignal.timeout(15_000),
    })
    if (response.ok) return (await response.text()).includes('<ListBucketResult')
    await response.body?.cancel()
    return false
  } catch {
    return false // What does not answer tells nobody anything; that it does not is said of the page.
  }
}

function ask({addressOf, fetch}: CheckOptions, name: string): Promise<Answer> {
  return askAddress(addressOf(name), {fetch})
}

function judgePage(
  {addressOf}: CheckOptions,
  name: string,
  answer: Answer,
  sha256: string,
): CheckResult {
  const address = addressOf(name)
  if (answer.type === 'served' && answer.sha256 === sha256) {
    return {level: 'good', message: 'Visitors get the page at its address.'}
  }
  if (answer.type === 'unknown') {
    const message = `Nobody can tell what visitors get: ${address} fails, ${answer.why}.`
    return {level: 'warning', message, hint: 'Check `url` in the configuration.'}
  }
  const what =
    answer.type === 'served' ? 'answers with another page' : `answers ${answer.status} for a page`
  return {
    level: 'bad',
    message: `Visitors do not get the page: ${address} ${what} that was put there.`,
    hint: 'Check `url`, set `index` to `file` where the host does not look for `index.html` by itself, and let visitors get objects.',
  }
}
