import path from 'node:path'
import fs from 'fs-extra'
import {SessionpressError} from '../errors.js'
import type {SessionSummary} from '../session/native.js'
import {findProjectFolder} from '../system/project-folder.js'
import {countEdits} from '../text/nearest.js'
import type {SourceContext} from './types.js'

/** Names shown where several would do. */
const shown = 5

/**
 * The session that an id or the start of one means.
 *
 * @returns `undefined` when there is none
 * @throws SessionpressError `SESSION_AMBIGUOUS`
 */
export function chooseByID(summaries: SessionSummary[], text: string): SessionSummary | undefined {
  const exact = summaries.find(({id}) => id === text)
  if (exact) return exact
  const matches = summaries.filter(({id}) => id.startsWith(text) || id.startsWith(`ses_${text}`))
  if (matches.length < 2) return matches[0]
  throw new SessionpressError(
    'SESSION_AMBIGUOUS',
    `${matches.length} sessions begin with \`${text}\`: ${describe(matches)}.`,
    {hint: 'Give more of the id.'},
  )
}

/** Root sessions among these that were made in the project at `cwd`, in the same order. */
export async function madeIn(
  summaries: SessionSummary[],
  {cwd}: Pick<SourceContext, 'cwd'>,
): Promise<SessionSummary[]> {
  const start = await realPath(cwd)
  const root = (await findProjectFolder(start)) ?? start
  const here = await Promise.all(
    summaries.map(async ({directory}) => {
      return directory !== undefined && isWithin(await realPath(directory), root)
    }),
  )
  return summaries.filter(({parentID}, index) => here[index] && parentID === undefined)
}

/** The error for an id that no session has, with the ids that are most like it. */
export function notFound(summaries: SessionSummary[], text: string): SessionpressError {
  const nearest = [...summaries]
    .map((summary) => ({summary, distance: countEdits(text.slice(0, 64), summary.id)}))
    .sort((left, right) => left.distance - right.distance)
    .slice(0, 3)
    .map(({summary}) => summary)
  const names = nearest.length === 0 ? 'The store is empty' : `The nearest are ${describe(nearest)}`
  return new SessionpressError(
    'SESSION_NOT_FOUND',
    `There is no session \`${text}\`${looksLikePath(text) ? ', and no file of that name' : ''}. ${names}.`,
    {hint: 'Give an id, the start of one, a file made by `opencode export`, or `latest`.'},
  )
}

/** True for an id in full (reference 1.1). */
export function isWholeID(text: string): boolean {
  return /^ses_[0-9A-Za-z]{26}$/.test(text)
}

/** True for what can only be meant as a path. */
export function looksLikePath(text: string): boolean {
  return /[/\\]|\.[a-z]\w{0,4}$/i.test(text) || text.startsWith('~')
}

function describe(summaries: SessionSummary[]): string {
  const names = summaries.slice(0, shown).map(({id, title}) => `\`${id}\` (${shorten(title)})`)
  const more = summaries.length > shown ? [`${summaries.length - shown} more`] : []
  return [...names, ...more].join(', ')
}

function shorten(title: string): string {
  const line = title.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim()
  return line.length > 40 ? `${line.slice(0, 39)}…` : line
}

function isWithin(folder: string, root: string): boolean {
  const relative = path.relative(root, folder)
  return relative === '' || !(relative.startsWith('..') || path.isAbsolute(relative))
}

async function realPath(folder: string): Promise<string> {
  return fs.realpath(folder).catch(() => path.resolve(folder))
}
