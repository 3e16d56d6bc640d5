/** What making the pages of a session took, in numbers that do not depend on the machine. */
export interface Work {
  /** Pieces that pages asked for: messages, changes, files. */
  asked: number
  /** Those that were there already, as the same change stands in several places. */
  again: number
  /** Those that the cache had. */
  cached: number
  /** Those that had to be made, and the characters of their texts. */
  made: number
  characters: number
  /** Those of them with code to colour, and the characters of their texts. */
  coloured: number
  colouredCharacters: number
}

/** Nothing done. */
export function newWork(): Work {
  return {asked: 0, again: 0, cached: 0, made: 0, characters: 0, coloured: 0, colouredCharacters: 0}
}
