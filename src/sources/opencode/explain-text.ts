import {SessionpressError} from '../../errors.js'
import type {JsonFailure} from './read-text.js'

/** The error for text that is not one JSON document, as exact as can be told. */
export function explainText(
  text: string,
  name: string,
  failure: JsonFailure | undefined,
  byte: number,
): SessionpressError {
  const id = /\bses_[0-9A-Za-z]+/.exec(text.slice(0, 20_000))?.[0] ?? '<id>'
  const head = text.slice(0, 4000)
  if (text.trim() === '') return notJson(`${name} is empty.`, id)
  if (failure?.isCut) return truncated(name, byte, id, failure)
  if (isHelpPage(head)) {
    return notJson(`${name} is the help page of the OpenCode command, not a session.`, id, true)
  }
  if (/^# .*\n[\s\S]*\*\*Session ID:\*\*/.test(head)) {
    return notJson(`${name} is a Markdown transcript, which lacks most of the session.`, id)
  }
  if (/^# aider chat/m.test(head)) return notJson(`${name} is a chat history of aider.`, id)
  if (failure) {
    const message = `${name} stops being JSON at byte ${byte}.`
    return notJson(message, id, false, failure.cause)
  }
  return notJson(`${name} holds no JSON.`, id)
}

/** OpenCode cuts what it writes into a pipe and still reports success (reference 3.1). */
function truncated(name: string, byte: number, id: string, failure: JsonFailure) {
  return new SessionpressError(
    'SESSION_TRUNCATED',
    `${name} ends at byte ${byte}, in the middle of its JSON. \`opencode export\` loses the rest when its output goes through a pipe.`,
    {
      hint: `Run \`opencode export ${id} > session.json\`, straight into a file and not through a pipe, or give the id alone to read OpenCode's store.`,
      cause: failure.cause,
    },
  )
}

function notJson(message: string, id: string, isHelp = false, cause?: unknown) {
  const hint = isHelp
    ? `Run \`opencode2 session export ${id} > session.json\` (OpenCode 1.x: \`opencode export ${id} > session.json\`).`
    : `Run \`opencode export ${id} > session.json\` and give that file.`
  return new SessionpressError('SESSION_NOT_JSON', message, {hint, cause})
}

/** Yargs' and effect's layouts: a usage line, and lists of commands or flags. */
function isHelpPage(head: string): boolean {
  if (!/opencode/i.test(head)) return false
  return (
    /^\s*(usage|commands|subcommands|options|flags|positionals|description|global flags):?\s*$/im.test(
      head,
    ) || /--help\b/.test(head)
  )
}
