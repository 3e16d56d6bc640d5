import type {ShareReview} from '../index.js'
import {formatBytes} from '../text/format-bytes.js'
import {confirm} from './confirm.js'
import {describeFindings} from './findings.js'
import {plain} from './plain.js'
import {say} from './terminal.js'

/**
 * Show what becomes public, and where, and ask once.
 *
 * @param clear Takes the progress off the terminal first.
 */
export function confirmReview(clear: () => void): (review: ShareReview) => Promise<boolean> {
  return (review) => {
    clear()
    for (const line of formatReview(review)) say(line)
    return confirm('Make this public?')
  }
}

function formatReview(review: ShareReview): string[] {
  const {title, target, url, findings, counts, files, bytes, leftOut, encryption, undecided, runs} =
    review
  const content = [
    count(counts.messages, 'message'),
    count(counts.toolCalls, 'tool call'),
    count(counts.files, 'changed file'),
    count(counts.images, 'image'),
    count(counts.subagents, 'subagent'),
  ]
  const rows: [string, string | undefined][] = [
    ['title', title],
    ['target', target],
    ['url', url],
    ['public', content.filter((part) => part !== undefined).join(', ') || 'nothing'],
    ...runs.map((run): [string, string] => ['runs here', run]),
    ['files', `${files.length}, ${formatBytes(bytes)}`],
    ['opens with', keys[encryption]],
    ['left out', leftOut.join(', ') || undefined],
    ['redacted', describeFindings(findings) ?? 'nothing'],
    ['undecided', undecided === 0 ? undefined : `${undecided}; \`sessionpress review\` shows what`],
  ]
  return rows.flatMap(([name, value]) =>
    value === undefined ? [] : [`${name.padEnd(12)}${plain(value)}`],
  )
}

const keys = {none: undefined, link: 'its link alone', passphrase: 'its link and a passphrase'}

function count(number: number, what: string): string | undefined {
  if (number === 0) return undefined
  return `${number} ${what}${number === 1 ? '' : 's'}`
}
