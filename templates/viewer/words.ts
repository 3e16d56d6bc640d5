const run = /[\p{L}\p{N}_]+/gu

/** Scripts without spaces between words, or with words that are only told apart by their signs. */
const ideographs = /([\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}]+)/u

/** Longer words are cut here: what follows tells no reader anything. */
const longest = 40

/** Runs of hex digits that are longer than this are hashes and blobs, which nobody searches by a part. */
const noise = /^[0-9a-f]{21,}$/

/**
 * The words of a text for the search index, for the text and for what is searched alike: runs of letters,
 * digits and underscores in lower case. Chinese, Japanese and Korean have no spaces between words, so each
 * two signs side by side are one.
 */
export function eachWord(text: string, take: (word: string) => void): void {
  for (const word of text.toLowerCase().match(run) ?? []) {
    if (/[^\x00-\x7f]/.test(word) && ideographs.test(word)) {
      for (const [index, part] of word.split(ideographs).entries()) {
        if (index % 2) takePairs([...part], take)
        else if (part) take(cutAt(part, longest))
      }
    } else if (!noise.test(word)) take(cutAt(word, longest))
  }
}

function takePairs(signs: string[], take: (word: string) => void): void {
  for (const [index, sign] of signs.entries()) {
    if (index > 0 || signs.length === 1) take((signs[index - 1] ?? '') + sign)
  }
}

/** The first `length` units of a text, without half a sign at the end. */
export function cutAt(text: string, length: number): string {
  return text.length <= length ? text : text.slice(0, length).replace(/[\ud800-\udbff]$/, '')
}
