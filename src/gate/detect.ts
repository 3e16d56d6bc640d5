import {createHash} from 'node:crypto'
import type {OwnPattern} from '../session/own-pattern.js'
import type {Hit} from './finding.js'
import type {TextWindow} from './windows.js'

/** Something in a window, by its offsets. */
export interface Spot extends Omit<Hit, 'line'> {
  from: number
  to: number
}

/** Finds what must not be public in a text. */
export type Detect = (text: string) => Spot[] | Promise<Spot[]>

/** The detectors that read text: our own rules, the person's patterns, secretlint. */
export async function createDetectors(patterns: readonly OwnPattern[]): Promise<Detect[]> {
  const [{rulesIn}, {secretlintIn}] = await Promise.all([
    import('./detect-rules.js'),
    import('./detect-secretlint.js'),
  ])
  return [rulesIn, (text) => patternsIn(text, patterns), secretlintIn]
}

/** Windows that the detectors found nothing in, by their names. */
export interface Verdicts {
  isClean(name: string): boolean
  /** Told of every window with nothing in it, known ones among them. */
  clean(name: string): void
}

/** Everything that the detectors find in a window. Of a text that was clean before they find nothing. */
export async function detectIn(
  window: TextWindow,
  detectors: () => Promise<readonly Detect[]>,
  {isClean, clean}: Verdicts,
): Promise<Hit[]> {
  const name = createHash('sha256').update(`${window.edges}\n${window.text}`).digest('base64')
  const hits = isClean(name) ? [] : await hitsIn(window, await detectors())
  if (hits.length === 0) clean(name)
  return hits
}

async function hitsIn(window: TextWindow, detectors: readonly Detect[]): Promise<Hit[]> {
  const hits: Hit[] = []
  for (const detect of detectors) {
    for (const {from, to, ...found} of await detect(window.text)) {
      if (window.isMine(from, to)) hits.push({...found, line: window.lineAt(from)})
    }
  }
  return hits
}

/** A text of the same length in which marks of redaction are blank: they are ours, and no secret. */
export function unmarked(text: string): string {
  return text.replace(/(?:\[|&#91;)redacted:[^\]&\n]{1,80}(?:\]|&#93;)/g, (mark) =>
    ' '.repeat(mark.length),
  )
}

function patternsIn(text: string, patterns: readonly OwnPattern[]): Spot[] {
  if (patterns.length === 0) return []
  const seen = unmarked(text)
  return patterns.flatMap(({name, pattern}) => {
    const flags = pattern.flags.includes('g') ? pattern.flags : `${pattern.flags}g`
    const matches = [...seen.matchAll(new RegExp(pattern.source, flags))]
    return matches
      .filter(([value]) => value.trim() !== '')
      .map(({0: value, index}) => ({
        detector: 'rule' as const,
        rule: 'own-pattern',
        what: `what the pattern \`${name}\` of the configuration matches`,
        value,
        from: index,
        to: index + value.length,
      }))
  })
}
