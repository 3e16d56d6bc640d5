import {createHash, randomBytes} from 'node:crypto'
import {addressOf} from '../address.js'
import {askAddress} from '../ask-address.js'
import {judgeMissing} from '../check-missing.js'
import type {CheckResult} from '../types.js'
import type {Dav} from './client.js'
import {deleteAt, listCollection, makeCollection, putFile} from './collection.js'
import {noCollection} from './explain.js'

/** Put a page there, look whether visitors get it, take it away, and look whether it is gone. */
export async function checkCollection(dav: Dav, url: string): Promise<CheckResult[]> {
  if (!(await listCollection(dav, ''))) throw noCollection(dav)
  const name = `sessionpress-check-${randomBytes(16).toString('hex')}`
  const page = Buffer.from(`<!doctype html><meta name="robots" content="noindex"><p>${name}\n`)
  const results: CheckResult[] = isOpen(dav) ? [openPassword] : []
  let isServed = false
  try {
    await makeCollection(dav, `${name}/`)
    await putFile(dav, `${name}/index.html`, page)
    results.push({level: 'good', message: `\`${dav.root}\` can be written to.`})
    const answer = await askAddress(addressOf(url, name), dav)
    const sha256 = createHash('sha256').update(page).digest('hex')
    isServed = answer.type === 'served' && answer.sha256 === sha256
    results.push(isServed ? servesPages(url) : servesOthers(url))
  } finally {
    // It is ours alone: nobody else knows its name.
    await deleteAt(dav, `${name}/`)
  }
  if (!isServed) return results
  const after = await askAddress(addressOf(url, name), dav)
  return [...results, judgeMissing(url, after)]
}

const openPassword: CheckResult = {
  level: 'warning',
  message: 'The password goes over the network in the open.',
  hint: 'Use an `endpoint` that begins with `https:`.',
}

function servesPages(url: string): CheckResult {
  return {level: 'good', message: `\`${url}\` serves what is put there.`}
}

function servesOthers(url: string): CheckResult {
  return {
    level: 'warning',
    message: `\`${url}\` does not serve what is put there.`,
    hint: 'Check that `url` is the public address of the same folder.',
  }
}

function isOpen({root, authorization}: Dav): boolean {
  const {protocol, hostname} = new URL(root)
  return (
    authorization !== undefined &&
    protocol === 'http:' &&
    !/^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname)
  )
}
