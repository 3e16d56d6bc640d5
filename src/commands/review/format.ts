import type {PublicContent, Review} from '../../index.js'
import {formatBytes} from '../../text/format-bytes.js'
import {shorten} from '../../text/width.js'
import {plain} from '../plain.js'
import {formatFindings} from './findings.js'

/**
 * A whole review, for a person or a pager. Every text of the session is made fit for a terminal.
 *
 * @param width Columns of the terminal; without one nothing is cut.
 */
export function formatReview(review: Review, width = Number.POSITIVE_INFINITY): string[] {
  const {sessionID, title, left, findings} = review
  return [
    `${shorten(plain(title), width - sessionID.length - 3)} (${plain(sessionID)})`,
    '',
    'What becomes public',
    ...formatPublic(review.public, width),
    '',
    'What stays here',
    ...left.always.map((line) => `  ${line}`),
    ...left.chosen.map((line) => `  left out by choice: ${plain(line)}`),
    '',
    'What was found',
    ...formatFindings(findings, width),
  ]
}

/** Lines of a list that a person reads; `--json` has all. */
const shownLines = 20

function formatPublic(content: PublicContent, width: number): string[] {
  const {tools, changes, subagentTitles, bundle, bytes} = content
  const rows: [string, string][] = [
    ['messages', String(content.messages)],
    ['tool calls', [content.toolCalls, ...callsOf(tools)].join('  ')],
    ['changed', content.files === 1 ? '1 file' : `${content.files} files`],
    ...listed(changes, ({path, additions, deletions}) =>
      `+${additions} −${deletions}`.padEnd(10).concat(' ', plain(path)),
    ),
    ['pictures', String(content.images)],
    ['subagents', String(content.subagents)],
    ...listed(subagentTitles, plain),
    ['written as', `${bundle.length} files, ${formatBytes(bytes)}`],
    ...listed(bundle, ({path, size}) => `${formatBytes(size).padEnd(10)} ${plain(path)}`),
  ]
  return rows.map(([name, value]) => `  ${name.padEnd(11)} ${shorten(value, width - 14)}`)
}

function listed<T>(items: readonly T[], describe: (item: T) => string): [string, string][] {
  const lines = items.slice(0, shownLines).map(describe)
  const rest = items.length - lines.length
  if (rest > 0) lines.push(`and ${rest} more`)
  return lines.map((line) => ['', line])
}

/** The tools that were called most, in one line. */
function callsOf(tools: PublicContent['tools']): string[] {
  const said = tools.slice(0, shownTools).map(({name, count}) => `${plain(name)} ${count}`)
  if (tools.length > shownTools) said.push(`and ${tools.length - shownTools} other tools`)
  return said.length === 0 ? [] : [said.join(', ')]
}

const shownTools = 12
