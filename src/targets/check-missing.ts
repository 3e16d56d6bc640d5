import {randomBytes} from 'node:crypto'
import {addressOf} from './address.js'
import {type Answer, askAddress} from './ask-address.js'
import type {CheckResult} from './types.js'

/** Ask for a page that nobody has published: what visitors get for one that is removed. */
export async function checkMissing(
  url: string,
  fetch: typeof globalThis.fetch,
): Promise<CheckResult> {
  const name = `s_${randomBytes(13).toString('hex')}`
  return judgeMissing(url, await askAddress(addressOf(url, name), {fetch}))
}

/** What an answer to such a question tells of the host at an address. */
export function judgeMissing(url: string, answer: Answer): CheckResult {
  switch (answer.type) {
    case 'missing':
      return {
        level: 'good',
        message: `A page that is not there answers ${answer.status} under ${url}.`,
      }
    case 'refused':
      return {
        level: 'warning',
        message: `A page that is not there answers ${answer.status} under ${url}, as one that is there and hidden may; \`unshare\` asks the place itself.`,
        hint: 'Have the host answer 404 for what is not there.',
      }
    case 'served':
      return {
        level: 'warning',
        message: `A page that is not there answers ${answer.status} under ${url}, from a cache or with another page.`,
        hint: 'Check `url`, and have the host answer 404 for what is not there.',
      }
    case 'unknown':
      return {
        level: 'warning',
        message: `What a visitor gets under ${url} is not known: ${answer.why}.`,
        hint: 'Check `url`, and that a web server serves it.',
      }
  }
}
