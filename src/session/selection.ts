/** Kinds of content that can stay at home. */
export const excludable = [
  'reasoning',
  'tool-output',
  'tool-input',
  'diffs',
  'files',
  'images',
  'subagents',
  'todos',
  'cost',
  'paths',
] as const

export type Excludable = (typeof excludable)[number]

/** What goes out of a session. Numbers of turns and blocks are those of the full session. */
export interface Selection {
  /** Kinds that stay at home. @default none */
  exclude: readonly Excludable[]
  /** Lines of each tool's output that go out. @default all */
  toolOutputLines?: number
  /** First turn that goes out. @default 1 */
  fromTurn?: number
  /** Last turn that goes out. @default the last */
  toTurn?: number
  /** Turns that stay at home. @default none */
  dropTurns: readonly number[]
  /** Blocks that stay at home, of the root session, as links name them: `t12-4`; `t12-0` is the prompt. @default none */
  dropBlocks: readonly string[]
}

/** Everything goes out. */
export const everything: Selection = {exclude: [], dropTurns: [], dropBlocks: []}
