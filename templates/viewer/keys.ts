import {foldAll} from './folds.js'
import {around, blocks, find, findAll, on} from './page.js'
import {step, stepInto, stepPrompt} from './steps.js'
import {cycle} from './switches.js'

const keys: Record<string, () => void> = {
  j: () => step(blocks, true),
  k: () => step(blocks, false),
  ']': () => stepPrompt(true),
  '[': () => stepPrompt(false),
  e: () => stepInto(findAll('main [data-state="failed"], main .sp-notice-bad')),
  d: () => stepInto(diffs()),
  u: () => foldAll('open'),
  f: () => foldAll('shut'),
  c: () => cycle('view'),
  s: () => cycle('diff'),
  t: () => cycle('theme'),
  '/': () => find<HTMLInputElement>('#sp-q')?.select(),
  '?': () => find('#sp-keys')?.togglePopover(),
}

export function startKeys(): void {
  on('keydown', (event) => {
    const act = keys[event.key]
    if (!act || hasModifier(event) || around(event, 'input[type="search"]')) return
    event.preventDefault()
    act()
  })
}

/** What holds each diff: a step, a file, or the fold of what a turn changed. */
function diffs(): Element[] {
  return findAll('.sp-diff').map((diff) => diff.closest('.sp-act, .sp-file, .sp-net-turn') ?? diff)
}

/** Some keyboards write brackets with AltGr, which is no modifier then. */
function hasModifier(event: KeyboardEvent): boolean {
  const isHeld = event.ctrlKey || event.metaKey || event.altKey
  return isHeld && !event.getModifierState('AltGraph')
}
