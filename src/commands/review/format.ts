import type {PublicContent, Review, ReviewFinding, ReviewPlace} from '../../index.js'
import {formatBytes} from '../../text/format-bytes.js'
import {plain} from '../plain.js'

/** A whole review, for a person or a pager. Every text of the session is made fit for a terminal. */
export function formatReview(review: Review): string[] {
  const {sessionID, title, left, findings} = review
  return [
    `${plain(title)}  ${plain(sessionID)}`,
    '',
    'What becomes public',
    ...formatPublic(review.public),
    '',
    'What stays here',
    ...left.always.map((line) => `  ${line}`),
    ...left.chosen.map((line) => `  by your choice: ${plain(line)}`),
    '',
    'Findings',
    ...(findings.length === 0 ? ['  none; nobody can promise that there is nothing'] : []),
    ...findings.flatMap(formatFinding),
  ]
}

/** One finding: what it is on the first line, where it stands on the following ones. */
export function formatFinding(finding: ReviewFinding): string[] {
  const {state, id, what, sample, count, places, file} = finding
  const times = count > 1 ? `  ${count} times` : ''
  const where = [...(file === null ? [] : [`in ${file}`]), ...describePlaces(places)]
  return [
    `  ${state.padEnd(9)}  ${plain(id)}  ${plain(what)}  ${plain(sample)}${times}`,
    ...where.map((line) => `             ${plain(line)}`),
  ]
}

/** `prompt 3, bash, output`, each place once; what a list cannot hold is counted. */
function describePlaces(places: readonly ReviewPlace[]): string[] {
  const lines = [...new Set(places.map(describePlace))]
  const shown = lines.slice(0, shownPlaces)
  const rest = lines.length - shown.length
  return rest > 0 ? [...shown, `and ${rest} more`] : shown
}

const shownPlaces = 6

function describePlace({turn, block, what, field}: ReviewPlace): string {
  const link = turn === null ? [] : [block ? `#t${turn}-${block}` : `#t${turn}`]
  return [...link, what, ...(field === '' ? [] : [field])].join(', ')
}

function formatPublic(content: PublicContent): string[] {
  const {tools, changes, subagentTitles, bundle, bytes} = content
  const calls = tools.map(({name, count}) => `${plain(name)} ${count}`)
  const rows: [string, string][] = [
    ['messages', String(content.messages)],
    ['tool calls', [String(content.toolCalls), calls.join(', ')].filter(Boolean).join(': ')],
    ['changes', content.files === 1 ? '1 file' : `${content.files} files`],
    ...changes.map((file): [string, string] => [
      '',
      `${plain(file.path)} +${file.additions} −${file.deletions}`,
    ]),
    ['images', String(content.images)],
    ['subagents', String(content.subagents)],
    ...subagentTitles.map((title): [string, string] => ['', plain(title)]),
    ['files', `${bundle.length}, ${formatBytes(bytes)}`],
    ...bundle.map(({path, size}): [string, string] => ['', `${plain(path)} ${formatBytes(size)}`]),
  ]
  return rows.map(([name, value]) => `  ${name.padEnd(11)}${value}`)
}
