import {query, remember} from './address.js'
import {around, find, findAll, on, root} from './page.js'
import {type Reading, reading, stay} from './settle.js'
import {splitDiffs} from './split-diffs.js'

/** Each set of radio buttons with its default. */
const defaults: Record<string, string> = {view: 'all', theme: 'auto', diff: 'unified'}

/** Before the page is painted: the theme, and the view as soon as its buttons are there. */
export function switchEarly(): void {
  showTheme(query.get('theme') ?? '')
  if (!query.has('view')) return
  const observer = new MutationObserver(() => {
    if (check('view')) observer.disconnect()
  })
  observer.observe(root, {childList: true, subtree: true})
}

/** The buttons are the truth, the address remembers them. */
export function startSwitches(): void {
  for (const name of Object.keys(defaults)) check(name)
  if (isSplit()) splitDiffs()
  let read: Reading | undefined
  const keep = (event: Event) => {
    if (around(event, '.sp-seg')) read = reading()
  }
  on('pointerdown', keep, true)
  on('keydown', keep, true)
  on('change', ({target}) => {
    if (!(target instanceof HTMLInputElement) || !/^sp-(view|theme|diff)$/.test(target.name)) return
    const name = target.name.slice(3)
    remember(name, target.value === defaults[name] ? '' : target.value)
    if (name === 'theme') return showTheme(target.value)
    if (isSplit()) splitDiffs()
    stay(read)
    read = undefined
  })
}

/** Go on to the next button of a set, as the keys do. */
export function cycle(name: string): void {
  const radios = findAll<HTMLInputElement>(`input[name="sp-${name}"]`)
  const next = radios[(radios.findIndex((radio) => radio.checked) + 1) % radios.length]
  if (!next) return
  const read = reading()
  next.click()
  stay(read)
}

/** Leave the conversation view. */
export function showAll(): void {
  find('#sp-view-all')?.click()
}

/** Check the button that the address asks for; a browser may have remembered another one. False while there are none. */
function check(name: string): boolean {
  const value = query.get(name) ?? defaults[name]
  const radios = findAll<HTMLInputElement>(`input[name="sp-${name}"]`)
  const wanted = radios.find((radio) => radio.value === value)
  if (wanted) wanted.checked = true
  return radios.length > 0
}

function isSplit(): boolean {
  return !!find('#sp-diff-split:checked')
}

function showTheme(theme: string): void {
  if (theme === 'light' || theme === 'dark') root.dataset.theme = theme
  else delete root.dataset.theme
}
