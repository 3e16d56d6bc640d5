import type {Kind} from './kind.js'
import {isSideOfDiff, startsPath} from './path-start.js'
import type {Tally} from './tally.js'

/** Names and folders of the person's machine that a page must not tell. */
export interface PlaceNames {
  /** Folders of the project, absolute; become `.`. */
  projects: readonly string[]
  /** Home folder; becomes `~`. */
  home?: string
  /** Whether the project has a folder `home` or `Users` of its own, so that diffs name files in it. @default false */
  hasHomeFolder?: boolean
}

const projectFolder: Kind = {
  id: 'project-directory',
  what: 'folder of the project',
  hasNumbers: false,
}
const homeFolder: Kind = {id: 'home-directory', what: 'home folder', hasNumbers: false}

/** Replaces folders in a text. */
export type MaskPlaces = (text: string, tally: Tally) => string

/**
 * Make a masker for one bundle: project folders become `.`, home folders `~`,
 * the person's own and any other (`/home/x`, `/Users/x`, `C:\Users\x`, `/root`).
 */
export function createPlaceMasker(names: PlaceNames): MaskPlaces {
  const projects = names.projects.filter(isTelling).sort((a, b) => b.length - a.length)
  const project = projects.length > 0 ? folder(projects.map(anySlashes).join('|')) : undefined
  const startsHome = names.hasHomeFolder ? startsOutside : startsAnyHome
  const home = names.home && isTelling(names.home) ? folder(anySlashes(names.home)) : undefined

  // Git names files outside of a repository from the root of the disk on, without the root.
  const bare = bareFolder(projects, 3, end)
  const homes = names.hasHomeFolder ? [] : [...projects, names.home ?? ''].map(bareHomeOf)
  const bareHome = bareFolder([...new Set(homes)], 2, `(?=${anySlash})`)

  return function maskPlaces(text, tally) {
    if (!/[/\\]|%2F|%5C/i.test(text)) return text
    let masked = text
    if (project) masked = replace(masked, project, '.', projectFolder, startsKnown, tally)
    if (home) masked = replace(masked, home, '~', homeFolder, startsKnown, tally)
    if (bare) masked = replace(masked, bare, '.', projectFolder, isAnywhere, tally)
    if (bareHome) masked = replace(masked, bareHome, '~', homeFolder, isAnywhere, tally)
    if (!/home|users|root|settings/i.test(masked)) return masked
    return replace(masked, anyHome, '~', homeFolder, startsHome, tally)
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

/** A slash as it may be written: plain, escaped in JSON, escaped in a URL once or twice. */
const slash = '(?:\\\\{0,4}/|%(?:25)?2[Ff])'
const anySlash = `(?:${slash}|\\\\{1,8}|%(?:25)?5[Cc])`

const sign =
  '(?!%(?:25)?(?:2[Ff]|5[Cc]|20|22|27|0[AaDd]))[^/\\\\\\s:"\'`<>|*?,;()[\\]{}&#!…\\u0000-\\u001f]'
/** A person's name: no variable, no dots alone, and without the end of a sentence. */
const name = `(?![.$%@=~-])(?:(?!\\.+(?![\\w]))${sign})+`
/** Names of two words are told from the next word of a sentence by the folder that follows. */
const wideName = `${name}(?:(?: [A-Z][A-Za-z'-]{0,30}){1,3}(?=${anySlash}[^\\s]))?`
const end = '(?![A-Za-z0-9_-]|\\.[A-Za-z0-9])'
const nobody = `(?!(?:Shared|Public|Default)${end})`

const drive = `(?:[A-Za-z](?::|%3[Aa])|${slash}(?:(?:mnt|cygdrive|host_mnt)${slash})?[A-Za-z](?=${slash}))`
const anyHome = new RegExp(
  [
    `(?:${slash}(?:var|usr|export))?${slash}home${slash}${name}`,
    `${slash}Users${slash}${nobody}${wideName}`,
    `(?:${slash}System)?${slash}Volumes${slash}[^/\\\\\\n"'<>:]{1,40}${slash}Users${slash}${nobody}${wideName}`,
    `${drive}${anySlash}(?:[Uu]sers|USERS|Documents and Settings)${anySlash}${nobody}${wideName}`,
    `\\\\{1,4}wsl(?:\\$|\\.localhost)${anySlash}[\\w.-]{1,40}${anySlash}home${anySlash}${name}`,
    `(?:${slash}var)?${slash}root${end}`,
  ].join('|'),
  'g',
)

function folder(body: string): RegExp {
  return new RegExp(`(?:${body})${end}`, 'gi')
}

function anySlashes(path: string): string {
  const steps = path.replace(/[/\\]+$/, '').split(/[/\\]/)
  return steps.map((step) => step.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join(anySlash)
}

/** `a/home/page.tsx` in a diff is a file of the project, and no home has a name like that. */
function startsAnyHome(text: string, offset: number, path: string): boolean {
  if (!startsPath(text, offset, path)) return false
  return !(isFile.test(path) && isSideOfDiff(text, offset))
}

const isFile =
  /\.(?:[cm]?[jt]sx?|json|html?|s?css|less|vue|svelte|astro|mdx?|py|rb|go|rs|java|kt|swift|php|cs|cpp|[ch]|sh|ya?ml|toml|nix|tf|sql|txt|svg|png|jpe?g)$/i

/** In a project with such a folder the sides of a diff tell nothing. */
function startsOutside(text: string, offset: number, path: string): boolean {
  return startsPath(text, offset, path) && !isSideOfDiff(text, offset)
}

/** `home/x` and `Users/x` of a path that leads there; nothing of any other. */
function bareHomeOf(path: string): string {
  const [root = '', name] = stepsOf(path)
  return /^(?:home|users)$/i.test(root) && name ? `${root}/${name}` : ''
}

/** Folders without their root, as they begin a path. Short ones could be anything. */
function bareFolder(paths: readonly string[], least: number, after: string): RegExp | undefined {
  const bodies = paths
    .map(stepsOf)
    .filter((steps) => steps.length >= least)
    .map((steps) => anySlashes(steps.join('/')))
  if (bodies.length === 0) return undefined
  return new RegExp(
    `(?:(?<![\\w.~@/\\\\%-])|(?<=(?:^|[\\s"'\`])[abciow]/))(?:${bodies.join('|')})${after}`,
    'gi',
  )
}

/** Names on the way, without root and drive. */
function stepsOf(path: string): string[] {
  return path
    .replace(/^[A-Za-z]:/, '')
    .split(/[/\\]+/)
    .filter(Boolean)
}

function isAnywhere(): boolean {
  return true
}

/** A known folder is no accident after `../..` either. */
function startsKnown(text: string, offset: number, path: string): boolean {
  return text.startsWith('..', offset - 2) || startsPath(text, offset, path)
}

function replace(
  text: string,
  pattern: RegExp,
  by: string,
  kind: Kind,
  starts: typeof startsPath,
  tally: Tally,
): string {
  return text.replace(pattern, (path: string, ...rest: unknown[]) => {
    const offset = rest.find((item) => typeof item === 'number') ?? 0
    if (!starts(text, offset, path)) return path
    tally.count(kind, '')
    return by
  })
}
