/** What a browser has to take for a piece of a page. Counts, so that the same session is cut the same. */
export interface Weight {
  elements: number
  characters: number
}

/** Nothing yet. */
export function noWeight(): Weight {
  return {elements: 0, characters: 0}
}

/** Weight of markup. All text in it is escaped, so that every `<` with a letter behind it is an element. */
export function weightOf(markup: string): Weight {
  let elements = 0
  for (let at = markup.indexOf('<'); at !== -1; at = markup.indexOf('<', at + 1)) {
    if (markup.charCodeAt(at + 1) !== slash) elements++
  }
  return {elements, characters: markup.length}
}

const slash = 47

/** Both together. */
export function sumOf(one: Weight, other: Weight): Weight {
  return {
    elements: one.elements + other.elements,
    characters: one.characters + other.characters,
  }
}

/** Whether a page would be more than its limit. */
export function isOver(weight: Weight, limit: Weight): boolean {
  return weight.elements > limit.elements || weight.characters > limit.characters
}
