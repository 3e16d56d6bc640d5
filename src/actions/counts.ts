import type {FileBlock, Session} from '../session/model.js'
import {filesOf} from './attached-files.js'

/** What becomes public, in numbers; subagents' sessions are part of every number. */
export interface Counts {
  messages: number
  toolCalls: number
  /** Files with a change. */
  files: number
  images: number
  subagents: number
}

/** Count what a page shows. */
export function countPublic(session: Session): Counts {
  const own: Counts = {
    messages: session.totals.messages,
    toolCalls: session.totals.toolCalls,
    files: session.diffs.length,
    images: countImages(session),
    subagents: session.children.length,
  }
  return session.children.map(countPublic).reduce(add, own)
}

function add(first: Counts, second: Counts): Counts {
  return {
    messages: first.messages + second.messages,
    toolCalls: first.toolCalls + second.toolCalls,
    files: first.files + second.files,
    images: first.images + second.images,
    subagents: first.subagents + second.subagents,
  }
}

function countImages(session: Session): number {
  return session.turns.reduce((count, turn) => {
    const files = [...(turn.prompt?.attachments ?? []), ...turn.blocks.flatMap(filesOf)]
    return count + files.filter(isImage).length
  }, 0)
}

function isImage({data, mime}: FileBlock): boolean {
  return data !== undefined && mime.startsWith('image/')
}
