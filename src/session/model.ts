import type {Json, JsonObject} from './json.js'
import type {LeftOut} from './left-out.js'
import type {Remark} from './native.js'

/**
 * One session of a coding agent, in the one shape that everything after
 * `normalise` knows. Every text in it is hostile until it was escaped.
 *
 * Times are milliseconds since 1970, durations milliseconds, costs US dollars.
 */
export interface Session {
  id: string
  title: string
  agent: {name: string; version?: string}
  /** Working directory, as masked by redaction. */
  directory?: string
  times: {created?: number; updated?: number; archived?: number}
  /** Parent session; set for a subagent's session. */
  parentID?: string
  /** Every model that answered, in order of first use. */
  models: ModelRef[]
  turns: Turn[]
  /** The list as it stood at the end. */
  todos: Todo[]
  /** Net change of the whole session, one entry a file, later turns winning. */
  diffs: FileDiff[]
  /**
   * Sessions of subagents. Those that a task call joins name it by
   * `ToolCall.childID`; the others are shown after the turns.
   */
  children: Session[]
  totals: Totals
  /** Set when the last turns, or part of one, were undone but not yet overwritten. */
  undone?: {turns: number; blocks: number}
  /** What the reader should know about how the session was read. */
  remarks: Remark[]
  /** What the author kept at home, subagents included; set for the root alone. */
  leftOut?: LeftOut
  /** Data of the session that no other field holds, shown as key and value. */
  extra?: JsonObject
}

export interface ModelRef {
  provider?: string
  id: string
  variant?: string
}

/** One prompt and everything that answers it. */
export interface Turn {
  /** Number of the turn in the full session, from 1. Links are made of it: `#t12`. */
  number: number
  /** Absent for what came before any prompt. */
  prompt?: Prompt
  blocks: Block[]
  /** Net change of this turn. */
  diffs: FileDiff[]
  /** Unknown where nothing was recorded. */
  cost?: number
  tokens: Tokens
  /** One for each step of the model whose time is known, in the order in which they were recorded. */
  usage: UsageSample[]
  started?: number
  /** From the prompt to the last recorded moment of the answer. */
  duration?: number
  isUndone: boolean
}

export interface Prompt {
  /** What the user wrote. */
  text: string
  /** Files and agents named in the text, with their place in it where it is recorded. */
  mentions: Mention[]
  attachments: FileBlock[]
  /** Text that the agent put beside the prompt: file contents, reminders. */
  context: TextBlock[]
  agent?: string
  model?: ModelRef
  time?: number
  /** How the prompt came: typed, `!command`, a slash command, or by the agent itself. */
  origin: 'user' | 'shell' | 'command' | 'agent'
  /** System prompt that was given for this prompt alone. */
  system?: string
  /** Set when the author kept the prompt at home; its text is empty then. */
  isLeftOut?: boolean
  /** What of it the author kept at home, in words such as `2 files`. */
  left?: string[]
  /** Data of the message that no other field holds. */
  extra?: JsonObject
}

export interface Mention {
  type: 'file' | 'agent' | 'symbol' | 'resource' | 'skill'
  name: string
  /** UTF-16 offsets in the prompt's text. */
  start?: number
  end?: number
}

export type Block =
  | TextBlock
  | ReasoningBlock
  | ToolCall
  | Notice
  | FileBlock
  | UnknownBlock
  | LeftOutBlock

interface BlockBase {
  /** Number of the block in its turn, from 1, counted in the full session. Links: `#t12-4`. */
  number: number
  isUndone: boolean
  time?: number
  /** What of it the author kept at home, in words such as `output (34 lines)`. */
  left?: string[]
}

export interface TextBlock extends BlockBase {
  type: 'text'
  text: string
  /** Put in by the agent, not written by a person or the model. */
  isSynthetic: boolean
  /** Shown to the user, never sent to the model. */
  isIgnored: boolean
  /** Given for synthetic text of OpenCode 2.x. */
  description?: string
}

export interface ReasoningBlock extends BlockBase {
  type: 'reasoning'
  /** Empty where the provider keeps it encrypted. */
  text: string
  duration?: number
}

export interface FileBlock extends BlockBase {
  type: 'file'
  /** As recorded; never trusted. Bytes decide what a file is. */
  mime: string
  name?: string
  /** Base64 as recorded, for files whose bytes are part of the session. */
  data?: string
  /** Where the file was, when its bytes are not part of the session. Never loaded. */
  url?: string
}

/** A thing that happened to the session, said in the flow. */
export interface Notice extends BlockBase {
  type: 'notice'
  kind: NoticeKind
  /** One plain sentence. */
  text: string
  /** What is behind it: an answer's body, the summary of a compaction (Markdown there). */
  detail?: string
}

export type NoticeKind =
  | 'error'
  | 'interrupted'
  | 'retry'
  | 'limit'
  | 'filtered'
  | 'compaction'
  | 'agent'
  | 'model'
  | 'moved'
  | 'subtask'
  | 'system'
  | 'outcome'
  | 'structured'

/** A part that this version does not know. Kept whole, shown as key and value. */
export interface UnknownBlock extends BlockBase {
  type: 'unknown'
  name: string
  data: JsonObject
}

/** A block that the author kept at home. */
export interface LeftOutBlock extends BlockBase {
  type: 'left-out'
  /** What it was, in one or two words: `reasoning`, `answer`, `bash`. */
  what: string
}

export type ToolStatus = 'pending' | 'running' | 'completed' | 'failed'

export interface ToolCall extends BlockBase {
  type: 'tool'
  callID?: string
  /** As recorded; anybody's text for MCP and custom tools. */
  name: string
  status: ToolStatus
  /** Set when a running or failed call was cut off by the user or the program's end. */
  isInterrupted: boolean
  title?: string
  details: ToolDetails
  /** Text the tool answered, wrappers taken off where `details` holds what they said. ANSI and CR are kept. */
  output?: string
  /** Set when the agent cut the output, or cleared it from the model's context. */
  outputState?: 'cut' | 'cleared'
  error?: string
  diffs: FileDiff[]
  attachments: FileBlock[]
  diagnostics: Diagnostic[]
  duration?: number
  /** Session of the subagent that this call started. */
  childID?: string
  /** Input and metadata that `details` does not hold, so that nothing is lost. */
  extra: JsonObject
}

export type ToolKind = ToolDetails['kind']

/** What a call was asked to do, by kind. */
export type ToolDetails =
  | {
      kind: 'execute'
      command: string
      description?: string
      directory?: string
      /** `null`: the command was ended before it could say. */
      exitCode?: number | null
    }
  | {
      kind: 'read'
      path: string
      /** First line asked for, from 1. */
      offset?: number
      limit?: number
      /** Lines of a file as read, `first` from 1. `output` is then what else the tool said. */
      lines?: {first: number; text: string; total?: number}
      /** Names in a folder, where one was read. */
      entries?: string[]
      /** Instruction files that came along. */
      loaded: string[]
    }
  | {
      kind: 'search'
      operation: 'glob' | 'grep' | 'list' | 'code' | 'lsp'
      query: string
      path?: string
      include?: string
      hits?: number
    }
  | {kind: 'edit'; path: string; changes: TextChange[]}
  | {kind: 'write'; path: string; content: string; existed?: boolean}
  | {kind: 'patch'; text: string}
  | {
      kind: 'fetch'
      operation: 'fetch' | 'search'
      target: string
      format?: string
      provider?: string
    }
  | {
      kind: 'task'
      description: string
      prompt: string
      agent?: string
      model?: ModelRef
      command?: string
      state?: string
    }
  | {kind: 'todo'; todos: TodoChange[]; isRead: boolean}
  | {kind: 'question'; questions: Question[]; isDismissed: boolean}
  | {kind: 'skill'; name: string}
  | {kind: 'other'; input: Json; server?: string}

export interface TextChange {
  before: string
  after: string
  isEverywhere: boolean
}

export interface Todo {
  content: string
  /** `pending`, `in_progress`, `completed`, `cancelled`, or what else was recorded. */
  status: string
  priority?: string
}

export interface TodoChange extends Todo {
  /** Status in the list before; `new` for one that was not there. Absent when unchanged. */
  was?: string
}

export interface Question {
  header?: string
  question: string
  options: {label: string; description?: string; isChosen: boolean}[]
  /** Answers that are none of the options. */
  own: string[]
  isMultiple: boolean
}

export interface Diagnostic {
  path: string
  /** From 1. */
  line?: number
  column?: number
  severity: 'error' | 'warning' | 'information' | 'hint'
  message: string
}

/** Change of one file. */
export interface FileDiff {
  path: string
  oldPath?: string
  status: 'added' | 'deleted' | 'modified' | 'renamed'
  isBinary: boolean
  additions: number
  deletions: number
  /** Unified hunks from the first `@@` on, each line ended by `\n`; empty where none were recorded. */
  patch: string
  /** No net: the hunks of several tool calls, one after another, which do not fit together. */
  isSummed?: boolean
  /** No net: the last of several changes, which do not fit together. The others stand with their turns or steps. */
  isLaterOnly?: boolean
}

export interface Tokens {
  input: number
  output: number
  reasoning: number
  cacheRead: number
  cacheWrite: number
}

/**
 * What one step of the model had to read, and what it cost. The costs of a turn's
 * samples are the parts of `Turn.cost`, never to be added to it.
 */
export interface UsageSample {
  /** When the step began. */
  time: number
  /** Tokens that the model had before it: input, read from the cache, written to it. */
  context: number
  /** Unknown where no price was recorded. */
  cost?: number
}

/** Sums over this session alone; children have their own. */
export interface Totals {
  prompts: number
  messages: number
  toolCalls: number
  errors: number
  /** Unknown where tokens were used and no price was recorded. */
  cost?: number
  tokens: Tokens
  /** Time in which a turn was being answered. */
  working?: number
  /** Time between turns. */
  waiting?: number
  files: number
  additions: number
  deletions: number
}
