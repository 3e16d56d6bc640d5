import {fold} from '../../../templates/fold.js'
import type {Diagnostic, ToolCall} from '../../session/model.js'
import {pathName} from '../diff/file-diff.js'
import {type Html, html} from '../html.js'
import type {Scope} from '../scope.js'
import {long} from '../text/long.js'
import {visible} from '../text/visible.js'
import {terminalOutput} from './output.js'

/** That a person took no part is an answer, not a failure. */
export function isDismissed({details}: ToolCall): boolean {
  return details.kind === 'question' && details.isDismissed
}

/** What the tool answered beside what its step shows: a word of its own stays a word. */
export function leftOver(output: string, isOpen: boolean, scope: Scope): Html {
  const text = output.trim()
  if (text.length <= 120 && !/[\n\r\u001b]/.test(text)) {
    return text === '' ? html`` : html`<p class="sp-tail">${visible(text)}</p>\n`
  }
  const whole = terminalOutput(output, scope)
  return isOpen ? fold('What the tool answered', whole) : whole
}

/** What went wrong, in the words of the tool. */
export function errorText(call: ToolCall, error: string, scope: Scope): Html {
  if (isDismissed(call)) return html`<p class="sp-note">${visible(error)}</p>\n`
  const text = long(error, scope, (piece) => html`<pre class="sp-plain">${visible(piece)}</pre>`)
  const label = call.isInterrupted ? 'Interrupted' : 'Error'
  return html`<div class="sp-error"><p class="sp-sub">${label}</p>${text}</div>\n`
}

/** What a language server said about the files that were changed. */
export function diagnosticList(diagnostics: readonly Diagnostic[]): Html {
  const items = diagnostics.map(({path, line, column, severity, message}) => {
    const place = [line, column].filter((number) => number !== undefined).join(':')
    return html`<li><b class="${tones[severity]}">${severity}</b> <code>${pathName(path)}${place && `:${place}`}</code> ${visible(message)}</li>\n`
  })
  return html`<ul class="sp-diagnostics">${items}</ul>\n`
}

const tones = {error: 'sp-bad', warning: 'sp-warn', information: 'sp-soft', hint: 'sp-soft'}
