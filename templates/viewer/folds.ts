import {query, remember} from './address.js'
import {around, findAll, isLeftOut, on} from './page.js'
import {reading, stay} from './settle.js'
import {inSlices} from './slices.js'

type Folds = 'open' | 'shut' | ''

/** Every fold of the session; unchanged lines of a diff and sizes of images are no matter of folding. */
const selector = ':is(.sp-flow, .sp-part) details:not(.sp-gap, .sp-shot)'

let now: Folds = ''

/** What was open before the first time that all was unfolded or folded. */
let before: Set<HTMLDetailsElement> | undefined

/** Unfold all or fold all. When all is so already, that brings back what was open before. */
export function foldAll(wanted: Folds): void {
  const all = findAll<HTMLDetailsElement>(selector)
  const isDone = wanted === now && all.every((fold) => fold.open === (now === 'open'))
  before ??= new Set(all.filter((fold) => fold.open))
  const first = before
  now = isDone ? '' : wanted
  remember('folds', now)
  const read = reading()
  inSlices(
    all,
    (fold) => {
      const isOpen = now === '' ? first.has(fold) : now === 'open'
      if (fold.open !== isOpen) fold.open = isOpen
    },
    () => stay(read),
  )
}

/** As the address says, and all that the view shows for paper. */
export function startFolds(): void {
  const wanted = query.get('folds')
  if (wanted === 'open' || wanted === 'shut') foldAll(wanted)
  on('click', (event) => {
    const button = around(event, '[data-sp-fold]')
    if (button) foldAll(button.dataset.spFold === 'open' ? 'open' : 'shut')
  })
  let shut: HTMLDetailsElement[] = []
  on('beforeprint', () => {
    shut = findAll<HTMLDetailsElement>(`${selector}:not([open])`).filter((fold) => !isLeftOut(fold))
    for (const fold of shut) fold.open = true
  })
  on('afterprint', () => {
    for (const fold of shut) fold.open = false
    shut = []
  })
}

/** Open every fold around an element. */
export function unfold(element: Element | null): void {
  for (let fold = element?.closest('details'); fold; fold = fold.parentElement?.closest('details'))
    fold.open = true
}
