import {textOfFile} from '../render/media/file.js'
import type {Block, FileBlock, Session} from '../session/model.js'

/** A picture or another file whose bytes are part of a session and no text. */
export interface AttachedFile {
  name: string | undefined
  mime: string
  /** Base64, as the session has it. */
  data: string
  /** Bytes. */
  size: number
  /** Where it stands, each place once. */
  places: {sessionID: string; turn: number; block: number}[]
}

/**
 * Everything in a session and its subagents that no rule can read: pictures,
 * PDFs, archives. A person has to look at them. The same bytes are one file, whatever it is called.
 */
export function attachedFiles(session: Session): AttachedFile[] {
  const found = new Map<string, AttachedFile>()
  collect(session)
  return [...found.values()]

  function collect({id, turns, children}: Session): void {
    for (const {number, prompt, blocks} of turns) {
      for (const file of prompt?.attachments ?? []) add(id, number, 0, file)
      for (const block of blocks) {
        for (const file of filesOf(block)) add(id, number, block.number, file)
      }
    }
    children.forEach(collect)
  }

  function add(sessionID: string, turn: number, block: number, file: FileBlock): void {
    const {data, mime, name} = file
    if (!data || textOfFile(file) !== undefined) return
    const place = {sessionID, turn, block}
    const known = found.get(data)
    if (!known) {
      const size = Math.floor((data.replace(/=+$/, '').length * 3) / 4)
      found.set(data, {name, mime, data, size, places: [place]})
    } else if (!known.places.some((one) => isSame(one, place))) known.places.push(place)
  }
}

type FilePlace = AttachedFile['places'][number]

function isSame(one: FilePlace, other: FilePlace): boolean {
  const isNear = one.turn === other.turn && one.block === other.block
  return isNear && one.sessionID === other.sessionID
}

/** Files that a block of an answer shows. */
export function filesOf(block: Block): FileBlock[] {
  if (block.type === 'file') return [block]
  return block.type === 'tool' ? block.attachments : []
}
