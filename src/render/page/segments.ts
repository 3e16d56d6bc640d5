import type {
  Block,
  LeftOutBlock,
  ReasoningBlock,
  ToolCall,
  UnknownBlock,
} from '../../session/model.js'

/** A step of the agent: what stands on a line of its own among others. */
export type Step = ReasoningBlock | ToolCall | UnknownBlock

/** Reads and searches in a row, shown as one line. */
export interface Looked {
  type: 'looked'
  calls: ToolCall[]
}

/** Blocks in a row that the author kept at home, shown as one line. */
export interface Left {
  type: 'left'
  blocks: LeftOutBlock[]
}

/** One line of a run. */
export type Line = Step | Looked | Left

/** What stands in the flow of an answer: a block by itself, or steps in a row. */
export type Segment =
  | {type: 'one'; block: Exclude<Block, Step | LeftOutBlock>}
  | {type: 'run'; steps: Line[]}

/** Put steps in a row together, and reads and searches in a row inside of them. */
export function segmentsOf(blocks: readonly Block[]): Segment[] {
  const segments: Segment[] = []
  for (const block of blocks) {
    if (block.type === 'left-out') {
      addLeft(segments, block)
      continue
    }
    if (!isStep(block)) {
      segments.push({type: 'one', block})
      continue
    }
    const last = segments.at(-1)
    if (last?.type === 'run') add(last.steps, block)
    else segments.push({type: 'run', steps: [block]})
  }
  return segments
}

function addLeft(segments: Segment[], block: LeftOutBlock): void {
  const last = segments.at(-1)
  const line = last?.type === 'run' ? last.steps.at(-1) : undefined
  if (line?.type === 'left' && line.blocks[0]?.isUndone === block.isUndone) line.blocks.push(block)
  else if (last?.type === 'run') last.steps.push({type: 'left', blocks: [block]})
  else segments.push({type: 'run', steps: [{type: 'left', blocks: [block]}]})
}

function isStep(block: Block): block is Step {
  return block.type === 'reasoning' || block.type === 'tool' || block.type === 'unknown'
}

function add(steps: Line[], step: Step): void {
  const last = steps.at(-1)
  if (step.type !== 'tool' || !isLook(step) || !last || last.type === 'reasoning') {
    steps.push(step)
  } else if (last.type === 'looked' && last.calls[0]?.isUndone === step.isUndone) {
    last.calls.push(step)
  } else if (last.type === 'tool' && isLook(last) && last.isUndone === step.isUndone) {
    steps.splice(-1, 1, {type: 'looked', calls: [last, step]})
  } else steps.push(step)
}

/** A quiet look: it went well, and all it has to show is text. */
function isLook(call: ToolCall): boolean {
  const {details} = call
  const isQuiet =
    call.status === 'completed' &&
    !call.isInterrupted &&
    !call.error &&
    !call.left?.includes('input') &&
    call.attachments.length === 0 &&
    call.diffs.length === 0 &&
    call.diagnostics.length === 0
  return isQuiet && (details.kind === 'read' || details.kind === 'search')
}
