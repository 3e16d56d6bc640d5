import type {ToolCall} from '../../session/model.js'
import {pathName} from '../diff/file-diff.js'
import {html} from '../html.js'
import type {Scope} from '../scope.js'
import {linesOf} from '../text/clean.js'
import {count} from '../text/format.js'
import {visible} from '../text/visible.js'
import {terminalOutput} from './output.js'
import type {DetailsOf, ToolParts} from './step-parts.js'

/** A command with what it printed. Folded when it went well and says little. */
export function executeParts(
  call: ToolCall,
  details: DetailsOf<'execute'>,
  scope: Scope,
): ToolParts {
  const output = call.output ?? ''
  const lines = output === '' ? 0 : linesOf(output).length
  return {
    icon: 'shell',
    verb: call.status === 'pending' ? 'To run' : call.status === 'running' ? 'Running' : 'Ran',
    object: visible(details.command.split('\n')[0] ?? ''),
    objectWhenOpen: details.description ? visible(details.description) : undefined,
    isCode: true,
    facts: [exitFact(details, call.isInterrupted), lines > 40 && count(lines, 'line')],
    isOpen: isBad(details),
    hasOutput: true,
    body: [
      terminalOutput(output, scope, visible(details.command)),
      html`${details.directory && html`<p class="sp-tail">in <code>${pathName(details.directory)}</code></p>\n`}`,
      html`${details.exitCode === null && html`<p class="sp-tail">The command was ended before it could say how it went.</p>\n`}`,
    ],
  }
}

function exitFact({exitCode}: DetailsOf<'execute'>, isInterrupted: boolean) {
  if (exitCode === undefined) return undefined
  if (exitCode === null)
    return isInterrupted ? undefined : html`<span class="sp-warn">stopped</span>`
  return html`<span class="${exitCode === 0 ? 'sp-ok' : 'sp-bad'}">exit ${exitCode}</span>`
}

function isBad({exitCode}: DetailsOf<'execute'>): boolean {
  return exitCode !== undefined && exitCode !== 0
}
