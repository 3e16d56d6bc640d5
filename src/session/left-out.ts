/** What a person kept at home of a session, said on its page. */
export interface LeftOut {
  /** Turns that are not shown at all, in order. */
  turns: number[]
  /** What else is not shown, in the order of `leftKinds`. */
  parts: {what: LeftKind; count: number}[]
}

/** Things that stay at home, with the words for one and for many of them; one word for what nobody counts. */
export const leftKinds = {
  prompt: ['the text of a prompt', 'the texts of prompts'],
  block: ['a part of an answer', 'parts of answers'],
  summary: ['a summary of the conversation', 'summaries of the conversation'],
  reasoning: ['reasoning', 'reasoning'],
  input: ['a tool’s input', 'inputs of tools'],
  output: ['a tool’s output', 'outputs of tools'],
  lines: ['a line of output', 'lines of output'],
  diff: ['diffs', 'diffs'],
  file: ['a file', 'files'],
  image: ['an image', 'images'],
  subagent: ['a subagent', 'subagents'],
  todo: ['todo lists', 'todo lists'],
  cost: ['cost and tokens', 'cost and tokens'],
  path: ['names of files and folders', 'names of files and folders'],
} as const satisfies Record<string, readonly [string, string]>

export type LeftKind = keyof typeof leftKinds

/** One sentence for readers. Nothing where nothing was left out. */
export function describeLeftOut({turns, parts}: LeftOut): string | undefined {
  const said = listLeftOut({turns, parts})
  return said.length === 0 ? undefined : `Left out by the author: ${said.join(', ')}.`
}

/** The same in single items: `prompts 1 to 11`, `3 images`. */
export function listLeftOut({turns, parts}: LeftOut): string[] {
  return [...(turns.length > 0 ? [describePrompts(turns)] : []), ...parts.map(describePart)]
}

/** Whether something of a kind stays at home. */
export function isLeftOut(what: LeftKind, left: LeftOut | undefined): boolean {
  return left?.parts.some((part) => part.what === what) ?? false
}

function describePart({what, count}: LeftOut['parts'][number]): string {
  const [one, many] = leftKinds[what]
  if (one === many) return count > 1 ? `${many} (${count})` : many
  return count === 1 ? one : `${count} ${many}`
}

/** `prompt 4`, `prompts 1 to 11`, `prompts 1 to 3, 5 and 7 to 9`. */
export function describePrompts(turns: readonly number[]): string {
  const ranges: {from: number; to: number}[] = []
  for (const turn of turns) {
    const last = ranges.at(-1)
    if (last && turn === last.to + 1) last.to = turn
    else ranges.push({from: turn, to: turn})
  }
  const words = ranges.flatMap(({from, to}) => {
    if (to - from === 1) return [`${from}`, `${to}`]
    return from === to ? `${from}` : `${from} to ${to}`
  })
  const list =
    words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
  return `${turns.length === 1 ? 'prompt' : 'prompts'} ${list}`
}
