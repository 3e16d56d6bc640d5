import type {FileDiff, Session, Turn} from '../../session/model.js'
import {languageOfFence, languageOfPath} from '../code/language.js'

/** Languages that a turn needs, those of its subagents included. Known ones and unknown ones alike. */
export function languagesOfTurn(turn: Turn, session: Session): Set<string> {
  const found = new Set<string>()
  collectTurn(turn, session, found, new Set([session]))
  return found
}

/** Languages that a whole session needs. */
export function languagesOfSession(session: Session): Set<string> {
  const found = new Set<string>()
  collectSession(session, found, new Set())
  return found
}

/** Languages that diffs need. */
export function languagesOfDiffs(diffs: readonly FileDiff[]): Set<string> {
  const found = new Set<string>()
  collectDiffs(diffs, found)
  return found
}

function collectSession(session: Session, found: Set<string>, seen: Set<Session>): void {
  if (seen.has(session)) return
  seen.add(session)
  for (const turn of session.turns) collectTurn(turn, session, found, seen)
  for (const child of session.children) collectSession(child, found, seen)
  collectDiffs(session.diffs, found)
}

function collectTurn(turn: Turn, session: Session, found: Set<string>, seen: Set<Session>): void {
  if (turn.prompt) {
    collectFences(turn.prompt.text, found)
    for (const block of turn.prompt.context) collectFences(block.text, found)
  }
  for (const block of turn.blocks) {
    if (block.type === 'text' || block.type === 'reasoning') collectFences(block.text, found)
    if (block.type !== 'tool') continue
    const {details} = block
    if (details.kind === 'read' || details.kind === 'write' || details.kind === 'edit')
      add(languageOfPath(details.path), found)
    if (details.kind === 'fetch' || details.kind === 'task')
      collectFences(block.output ?? '', found)
    if (details.kind === 'task') collectFences(details.prompt, found)
    collectDiffs(block.diffs, found)
    const child = session.children.find((one) => one.id === block.childID)
    if (child) collectSession(child, found, seen)
  }
  collectDiffs(turn.diffs, found)
}

function collectDiffs(diffs: readonly FileDiff[], found: Set<string>): void {
  for (const {path, patch} of diffs) if (patch !== '') add(languageOfPath(path), found)
}

/** Fences may be indented or quoted; asking for too many languages does no harm. */
function collectFences(text: string, found: Set<string>): void {
  if (!text.includes('```') && !text.includes('~~~')) return
  for (const match of text.matchAll(/(?:```|~~~)[`~]*[ \t]*([\w+#.-]{1,30})/g)) {
    add(languageOfFence(match[1]), found)
  }
}

function add(language: string | undefined, found: Set<string>): void {
  if (language !== undefined) found.add(language)
}
