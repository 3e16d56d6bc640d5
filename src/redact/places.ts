import type {Tally} from './tally.js'

/** Names and folders of the person's machine that a page must not tell. */
export interface PlaceNames {
  /** Folders of the project, absolute; become `.`. */
  projects: readonly string[]
  /** Home folder; becomes `~`. */
  home?: string
}

/** Replaces folders in a text. */
export type MaskPlaces = (text: string, tally: Tally) => string

/**
 * Make a masker for one bundle: project folders become `.`, home folders `~`,
 * the person's own and any other (`/home/x`, `/Users/x`, `C:\Users\x`).
 */
export function createPlaceMasker(names: PlaceNames): MaskPlaces {
  const projects = names.projects.filter(isTelling).sort((a, b) => b.length - a.length)
  const project = projects.length > 0 ? folder(projects.map(anySlashes).join('|')) : undefined
  const home = names.home && isTelling(names.home) ? folder(anySlashes(names.home)) : undefined

  return function maskPlaces(text, tally) {
    if (!/[/\\]/.test(text)) return text
    let masked = text
    if (project) masked = replace(masked, project, '.', 'project-directory', tally)
    if (home) masked = replace(masked, home, '~', 'home-directory', tally)
    return replace(masked, anyHome, '~', 'home-directory', tally)
  }
}

/** Roots and single letters name nobody. */
function isTelling(path: string): boolean {
  return (
    path
      .replace(/[/\\]+$/, '')
      .split(/[/\\]+/)
      .filter(Boolean).length > 1
  )
}

const before = '(?<![A-Za-z0-9_.~-])'
const after = '(?![A-Za-z0-9_-]|\\.[A-Za-z0-9])'
const anyHome = new RegExp(
  `${before}(?:/home/|/Users/|[A-Za-z]:(?:\\\\{1,4}|/)Users(?:\\\\{1,4}|/)|/[a-z]/Users/)(?!Shared(?:/|$)|Public(?:[/\\\\]|$))[^/\\\\\\s:"'\`<>|*?,;()[\\]{}]+`,
  'g',
)

function folder(body: string): RegExp {
  return new RegExp(`${before}(?:${body})${after}`, 'gi')
}

/** A path as it may be written: either slash, doubled backslashes inside strings of code. */
function anySlashes(path: string): string {
  const steps = path.replace(/[/\\]+$/, '').split(/[/\\]/)
  return steps.map((step) => step.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('(?:/|\\\\{1,4})')
}

function replace(text: string, pattern: RegExp, by: string, rule: string, tally: Tally): string {
  return text.replace(pattern, () => {
    tally.count(rule)
    return by
  })
}
