import type {Page} from 'playwright-core'
import {extractText, getDocumentProxy} from 'unpdf'

/**
 * The text of a page as it is printed, with Latin letters and digits alone: lines
 * break anywhere, and other scripts depend on the fonts of the machine.
 */
export async function printedLetters(page: Page): Promise<string> {
  const pdf = await page.pdf({format: 'A4'})
  const document = await getDocumentProxy(new Uint8Array(pdf), {verbosity: 0})
  try {
    const {text} = await extractText(document, {mergePages: true})
    return lettersOf(text)
  } finally {
    await document.destroy()
  }
}

/**
 * What of a text must stand together in the letters of its print: its lines, and
 * of those the stretches without letters of another script or invisible signs. A
 * PDF has them in the order of painting, which is not always that of reading.
 */
export function stretchesOf(text: string): string[] {
  const breaks = /[\n\p{Cf}\uff00-\uffef]|(?:(?!\p{Script=Latin})\p{L}\p{M}*)+/u
  return text
    .normalize('NFC')
    .split(breaks)
    .map(lettersOf)
    .filter((letters) => letters !== '')
}

/** Ligatures of fonts come apart. */
function lettersOf(text: string): string {
  return (text.normalize('NFKC').match(/[\p{Script=Latin}0-9]+/gu) ?? []).join('')
}
