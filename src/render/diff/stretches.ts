import type {DiffLine} from './parse.js'

/** Lines in a row that are all unchanged, or deletions with the insertions that follow them at once. */
export interface Stretch {
  isChange: boolean
  lines: DiffLine[]
}

/** Cut a hunk into its stretches. A note stays with the line that it speaks of. */
export function stretchesOf(lines: readonly DiffLine[]): Stretch[] {
  const stretches: Stretch[] = []
  let last: DiffLine['type'] | undefined
  for (const line of lines) {
    const current = stretches.at(-1)
    if (line.type === 'note' && current) {
      current.lines.push(line)
      continue
    }
    const isNext = last === line.type || (last === 'delete' && line.type === 'insert')
    if (isNext && current) current.lines.push(line)
    else stretches.push({isChange: line.type === 'insert' || line.type === 'delete', lines: [line]})
    last = line.type
  }
  return stretches
}
