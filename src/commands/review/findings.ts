import type {ReviewFinding, ReviewPlace} from '../../index.js'
import {shorten} from '../../text/width.js'
import {plain} from '../plain.js'
import {type Column, formatTable} from '../table.js'

/** Every finding as a row, and below it where it stands; what waits for a person comes first. */
export function formatFindings(findings: readonly ReviewFinding[], width: number): string[] {
  if (findings.length === 0)
    return ['  Nothing. Nobody can promise that there is nothing: look at it.']
  const shown = shownOf(findings)
  const [heading = '', ...rows] = formatTable(columns, shown.map(cellsOf), width - indent.length)
  return [
    indent + heading,
    ...rows.flatMap((row, at) => [
      indent + row,
      ...(shown[at] ? detailsOf(shown[at], row) : []).map((line) => shorten(deep + line, width)),
    ]),
    ...countRest(findings.filter((finding) => !shown.includes(finding))),
  ]
}

/** One finding by itself. */
export function formatFinding(finding: ReviewFinding, width: number): string[] {
  return formatFindings([finding], width).slice(1)
}

const indent = '  '
const deep = '      '

const columns: Column[] = [
  {name: 'state'},
  {name: 'name'},
  {name: 'times'},
  {name: 'sample', least: 10},
  {name: 'what it is', least: 10},
]

function cellsOf({state, id, count, sample, rule, what}: ReviewFinding): string[] {
  const folder = folders[rule]
  const told = folder === undefined ? [id, sample] : [rule, folder]
  const [name = '', shown = ''] = told
  return [state, name, String(count), shown, what].map(plain)
}

/** Folders have no name that could be allowed, and no sample: each becomes the same sign. */
const folders: Partial<Record<string, string>> = {
  'home-directory': 'becomes ~',
  'project-directory': 'becomes .',
}

/** Rows that a person reads. What was decided is cut first. */
function shownOf(findings: readonly ReviewFinding[]): ReviewFinding[] {
  const open = findings.filter(isOpen).slice(0, shownOpen)
  const decided = findings.filter((finding) => !isOpen(finding)).slice(0, shownDecided)
  return [...open, ...decided]
}

const shownOpen = 50
const shownDecided = 30

function isOpen({state}: ReviewFinding): boolean {
  return state === 'undecided'
}

/** `and 1960 more redacted: 1200 × github-token, …`. */
function countRest(rest: readonly ReviewFinding[]): string[] {
  const states = [...new Set(rest.map(({state}) => state))]
  const lines = states.map((state) => {
    const counts = new Map<string, number>()
    const own = rest.filter((finding) => finding.state === state)
    for (const {rule} of own) counts.set(rule, (counts.get(rule) ?? 0) + 1)
    const kinds = [...counts].map(([rule, count]) => `${count} × ${plain(rule)}`)
    return `${indent}and ${own.length} more ${state}: ${kinds.join(', ')}`
  })
  return lines.length === 0 ? [] : [...lines, `${indent}\`--json\` has them all.`]
}

/** What a row has no room for, and where the finding stands. */
function detailsOf(finding: ReviewFinding, row: string): string[] {
  // Who decides needs the whole of it.
  const isCut = isOpen(finding) && row.endsWith('…')
  return [
    ...(isCut ? [plain(finding.what)] : []),
    ...(finding.isDemanded ? ['A policy wants it masked; nobody can allow it.'] : []),
    ...placesOf(finding),
  ]
}

/** `#t3-2 bash, output`, each place once; what a list cannot hold is counted. */
function placesOf(finding: ReviewFinding): string[] {
  const {files, places} = finding
  const lines = [
    ...files.map(({path, line}) => `${path}, line ${line}`),
    ...new Set(places.map(describePlace)),
  ]
  const most = isOpen(finding) ? 8 : 3
  const shown = lines.slice(0, most)
  const rest = lines.length - most
  if (rest > 0) shown.push(`and ${rest} more ${rest === 1 ? 'place' : 'places'}`)
  return shown.map(plain)
}

function describePlace({turn, block, what, field}: ReviewPlace): string {
  const link = turn === null ? [] : [block ? `#t${turn}-${block}` : `#t${turn}`]
  return [...link, [what, field].filter(Boolean).join(', ')].join(' ')
}
