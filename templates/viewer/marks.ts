/** Mark ranges on the page without touching the document; older browsers show none. */
export function mark(name: 'sp-hit' | 'sp-hit-now', ranges: AbstractRange[]): void {
  if (ranges.length > 0) globalThis.CSS?.highlights?.set(name, new Highlight(...ranges))
  else globalThis.CSS?.highlights?.delete(name)
}

/** The hit that the reader is at: where nothing can be marked it is selected. */
export function markNow({
  startContainer,
  startOffset,
  endContainer,
  endOffset,
}: StaticRange): Range {
  const range = new Range()
  range.setStart(startContainer, startOffset)
  range.setEnd(endContainer, endOffset)
  if (typeof Highlight === 'undefined') {
    getSelection()?.removeAllRanges()
    getSelection()?.addRange(range)
  } else mark('sp-hit-now', [range])
  return range
}
