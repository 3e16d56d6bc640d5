import type {Page} from 'playwright-core'
import {extractText, getDocumentProxy} from 'unpdf'

/** The text of a page as it is printed, with the letters and digits alone: lines break anywhere. */
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

/** Letters and digits of a text, ligatures taken apart. */
export function lettersOf(text: string): string {
  return text.normalize('NFKC').replace(/[^\p{L}\p{N}]+/gu, '')
}
