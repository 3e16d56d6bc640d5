import {terminal} from '../../../templates/terminal.js'
import {type Html, html} from '../html.js'
import type {Scope} from '../scope.js'
import {terminalLines} from '../terminal/terminal.js'
import {cutLong} from '../text/long.js'

/** Output of a program, as a terminal shows it. */
export function terminalOutput(output: string, scope: Scope, command?: Html): Html {
  const {head, note, tail} = cutLong(output, scope)
  const rest = tail ? terminal(terminalLines(tail)) : undefined
  const lines = head === '' ? [] : terminalLines(head)
  if (lines.length === 0 && !command) return html``
  return html`${terminal(lines, command)}${note}${rest}`
}
