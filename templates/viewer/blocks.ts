/** Elements that stand inside a line of text, by their names in lower case. */
const inline = new Set(
  'a b bdi code del em i ins kbd mark s samp small span strong sub sup time u var'.split(' '),
)

/** Elements whose text nobody reads as part of the session. */
const silent = new Set('button nav script svg'.split(' '))

/** Classes of text that is said for the ear only, or that stands on the page twice. */
const repeated = /(?:^|\s)sp-(?:sr|r|run-note|obj-shut)(?:\s|$)/

/**
 * Whether the text of an element goes on in the line around it, for the search of a page and for the index
 * alike. In `pre` that holds for all: colours cut the code. Elsewhere an element of the page's own (the verb
 * and the object of a step) stands by itself.
 */
export function isInline(name: string, classes: string | null, isPre: boolean): boolean {
  return inline.has(name) && (isPre || !classes)
}

/** Whether an element and all in it is left out of the search: buttons, line numbers, second copies. */
export function isSilent(name: string, classes: string | null, hidden: string | null): boolean {
  return silent.has(name) || hidden === 'true' || (classes !== null && repeated.test(classes))
}
