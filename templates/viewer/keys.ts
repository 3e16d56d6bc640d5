import {foldAll} from './folds.js'
import {find, findAll, on} from './page.js'
import {openSearch} from './search.js'
import {blocks, step, stepInto, stepPrompt} from './steps.js'
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
  '/': openSearch,
  '?': () => find('#sp-keys')?.togglePopover(),
}

export function startKeys(): void {
  on('keydown', (event) => {
    const act = Object.hasOwn(keys, event.key) ? keys[event.key] : undefined
    if (!act || isTyping(event) || hasModifier(event)) return
    event.preventDefault()
    act()
  })
}

/** What holds each diff: a step, a file, or the fold of what a turn changed. */
function diffs(): Element[] {
  const owners = findAll('.sp-diff').map((diff) => diff.closest('.sp-act, .sp-file, .sp-net-turn'))
  return [...new Set(owners)].filter((owner) => owner !== null)
}

function isTyping({target, isComposing}: KeyboardEvent): boolean {
  const field = 'input:not([type="radio"]), textarea, select, [contenteditable]'
  return isComposing || (target instanceof Element && target.closest(field) !== null)
}

/** Some keyboards write brackets with AltGr, which is no modifier then. */
function hasModifier(event: KeyboardEvent): boolean {
  if (event.getModifierState('AltGraph')) return false
  return event.ctrlKey || event.metaKey || event.altKey
}
