/**
 * Space in one line of text for labels that must not touch. Two drawings are
 * looked after at once: a phone's, and one as narrow as it is where labels marked
 * `sp-wide-only` begin to show.
 */
export interface Room {
  /**
   * Take space; the answer says where the label fits, `undefined` when nowhere.
   * A phone may show less of it.
   */
  claim(place: number, text: string, anchor?: Anchor, onPhones?: string): Fit | undefined
}

/** Which side of a label stands at its place. */
export type Anchor = 'start' | 'middle' | 'end'

/** A label's place: narrow drawings show it as well, or only wide ones. */
export type Fit = 'everywhere' | 'wide'

const phone = 320
const wide = 640
/** Pixels of a character of the timeline's type, and between two labels. */
const character = 6.9
const distance = 6

type Taken = [number, number][]

/** An empty line. */
export function makeRoom(): Room {
  const onPhones: Taken = []
  const onWide: Taken = []
  return {
    claim(place, text, anchor = 'start', short = text) {
      if (!take(onWide, place, text, anchor, wide)) return undefined
      return take(onPhones, place, short, anchor, phone) ? 'everywhere' : 'wide'
    },
  }
}

/** Percent of a wide drawing that a text takes, or that many characters. */
export function widthOf(text: string | number): number {
  const length = typeof text === 'number' ? text : text.length
  return (length * character * 100) / wide
}

function take(taken: Taken, place: number, text: string, anchor: Anchor, pixels: number): boolean {
  const width = text.length * character
  const at = (place * pixels) / 100
  const left = anchor === 'start' ? at : anchor === 'end' ? at - width : at - width / 2
  const right = left + width
  if (left < -1 || right > pixels + distance) return false
  if (taken.some(([from, to]) => left < to + distance && right > from - distance)) return false
  taken.push([left, right])
  return true
}
