/** One file's part of a patch. */
export interface FilePatch {
  path: string
  oldPath?: string
  text: string
}

const hunkHeader = /^@@ -\d+(?:,(\d+))? \+\d+(?:,(\d+))? @@/

/**
 * The files of a patch. Tools of earlier versions recorded one text for all of
 * them (reference 1.8). A changed line may look like a header, so the counts of
 * each hunk decide where it ends.
 */
export function splitPatch(patch: string): FilePatch[] {
  const pieces: string[][] = []
  let left = {old: 0, new: 0}
  for (const line of patch.split('\n')) {
    const isInside = left.old > 0 || left.new > 0
    const counts = isInside ? undefined : hunkHeader.exec(line)
    if (isInside) takeLine(line, left)
    else if (counts) left = {old: Number(counts[1] ?? 1), new: Number(counts[2] ?? 1)}
    const last = pieces.at(-1)
    if (!last || (!isInside && opensFile(line, last))) pieces.push([line])
    else last.push(line)
  }
  return pieces.map(filePatch).filter((piece) => piece !== undefined)
}

function takeLine(line: string, left: {old: number; new: number}): void {
  if (line.startsWith('\\')) return
  if (!line.startsWith('+')) left.old--
  if (!line.startsWith('-')) left.new--
}

/** Of several header lines in a row the first begins the file. */
function opensFile(line: string, piece: readonly string[]): boolean {
  if (/^(?:Index: |diff --git )/.test(line)) return piece.some((text) => text !== '')
  return line.startsWith('--- ') && piece.some((text) => text.startsWith('@@ '))
}

function filePatch(lines: readonly string[]): FilePatch | undefined {
  const before = nameAfter('--- ', lines)
  const after = nameAfter('+++ ', lines)
  const path = after ?? before ?? nameAfter('Index: ', lines)
  if (path === undefined) return undefined
  const isMoved = before !== undefined && after !== undefined && before !== after
  return {path, ...(isMoved ? {oldPath: before} : {}), text: lines.join('\n')}
}

/** A name in a header, without what `git` and `diff` put around it; none for `/dev/null`. */
function nameAfter(mark: string, lines: readonly string[]): string | undefined {
  const end = lines.findIndex((line) => line.startsWith('@@ '))
  const header = end < 0 ? lines : lines.slice(0, end)
  const name = header
    .find((line) => line.startsWith(mark))
    ?.slice(mark.length)
    .split('\t')[0]
  if (!name || name === '/dev/null') return undefined
  const isGit = header.some((line) => line.startsWith('diff --git '))
  return isGit ? name.replace(/^[ab]\//, '') : name
}
