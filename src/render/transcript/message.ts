import type {Pieces} from '../pieces/pieces.js'
import {cleanText, withNewlines} from '../text/clean.js'
import {fence} from './fence.js'
import {mayAct} from './may-act.js'
import {type MessageForm, messageLines} from './message-lines.js'

/** A message as a quotation, every line of it. */
export function quote(text: string, pieces: Pieces): string {
  return message(text, 'quote', pieces)
}

/**
 * A message inside the transcript: its headings move below those of the
 * transcript, an open fence is closed, and nothing in it does anything.
 */
export function embedded(text: string, pieces: Pieces): string {
  return message(text, 'embedded', pieces)
}

function message(given: string, form: MessageForm, pieces: Pieces): string {
  const text = cleanText(withNewlines(given.trim()))
  if (!mayAct(text)) return messageLines(text, form)
  return pieces.text({type: 'message', text, form}, () => messageLines(fence(text), form))
}
