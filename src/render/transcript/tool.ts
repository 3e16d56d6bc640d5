import type {Json} from '../../session/json.js'
import type {FileBlock, FileDiff, ToolCall} from '../../session/model.js'
import {modelName} from '../../session/model-name.js'
import {formatBytes} from '../../text/format-bytes.js'
import {languageOfPath} from '../code/language.js'
import {diffTexts} from '../diff/text-diff.js'
import {decodedSize} from '../media/base64.js'
import {keptPath, textOfFile} from '../media/file.js'
import {tallied} from '../page/left-out.js'
import type {Scope} from '../scope.js'
import {count, formatDuration} from '../text/format.js'
import {flattenJson} from '../tools/values.js'
import {details, facts, machineText} from './entry.js'
import {inlineCode, plainLine} from './fence.js'
import {embedded, quote} from './message.js'

/** One call of a tool, folded: what it was, what it was given, what it said. */
export function* toolEntry(
  call: ToolCall,
  scope: Scope,
  nested: (childID: string | undefined) => Iterable<string>,
): Generator<string> {
  const body = [
    given(call, scope),
    ...call.diffs.map((diff) => diffEntry(diff, scope)),
    answer(call, scope),
    call.outputState ? `The output was ${call.outputState} by the agent.\n\n` : '',
    call.error ? `Error:\n\n${machineText(call.error, scope)}` : '',
    diagnostics(call),
    ...call.attachments.map((file) => fileEntry(file, scope)),
    values(call.extra, scope),
    leftEntry(call.left),
  ].join('')
  yield details(summaryOf(call), body || 'Nothing else was recorded.\n\n')
  if (call.details.kind === 'task') yield* nested(call.childID)
}

/** What the author kept at home. */
export function leftEntry(left: readonly string[] | undefined): string {
  return left && left.length > 0 ? `_Left out by the author: ${plainLine(tallied(left))}_\n\n` : ''
}

/** The change of one file. */
export function diffEntry(diff: FileDiff, scope: Scope): string {
  const moved = diff.oldPath && diff.oldPath !== diff.path ? `${inlineCode(diff.oldPath)} → ` : ''
  const flags = [
    diff.status,
    diff.isBinary ? 'binary' : '',
    diff.isLaterOnly ? 'the last of several changes' : '',
    diff.isSummed ? 'several edits, one after another' : '',
    `+${diff.additions} −${diff.deletions}`,
  ]
  const lines =
    diff.patch === '' ? 'No lines were recorded.\n\n' : machineText(diff.patch, scope, 'diff')
  return `${moved}${inlineCode(diff.path)} (${flags.filter(Boolean).join(', ')})\n\n${lines}`
}

/** A file: its text, a link to it, or what it was. */
export function fileEntry(file: FileBlock, scope: Scope): string {
  const size = file.data ? `, ${formatBytes(decodedSize(file.data))}` : ''
  const place = file.url && file.url !== file.name ? ` ${inlineCode(file.url)}` : ''
  const caption = `${plainLine(file.name ?? 'file without a name')} (${plainLine(file.mime)}${size})${place}`
  const path = keptPath(file, scope.context, scope.limits)
  if (path) return `[${caption}](${path})\n\n`
  const text = textOfFile(file)
  return text === undefined ? `${caption}\n\n` : `${caption}\n\n${machineText(text, scope)}`
}

/** Any JSON as a list of keys and values. */
export function values(json: Json | undefined, scope: Scope): string {
  if (json === undefined || (typeof json === 'object' && json && Object.keys(json).length === 0))
    return ''
  const lines = flattenJson(json).map(([key, text]) =>
    text.includes('\n') || text.length > 500
      ? `- ${inlineCode(key)}:\n\n${machineText(text, scope)}`
      : `- ${inlineCode(key)}: ${inlineCode(text) || 'empty'}\n`,
  )
  return `${lines.join('')}\n`
}

function summaryOf(call: ToolCall): string {
  const state = call.isInterrupted ? 'interrupted' : call.status === 'completed' ? '' : call.status
  const exit =
    call.details.kind === 'execute' && call.details.exitCode !== undefined
      ? call.details.exitCode === null
        ? 'stopped'
        : `exit ${call.details.exitCode}`
      : ''
  const time = call.duration === undefined ? '' : formatDuration(call.duration)
  const undone = call.isUndone ? 'undone' : ''
  return [`${call.name}: ${objectOf(call)}`, state, exit, time, undone].filter(Boolean).join(' · ')
}

function objectOf({details: one, title, name}: ToolCall): string {
  switch (one.kind) {
    case 'execute':
      return one.command
    case 'read':
    case 'edit':
    case 'write':
      return one.path
    case 'search':
      return [one.query, one.path && `in ${one.path}`, one.include].filter(Boolean).join(' ')
    case 'fetch':
      return one.target
    case 'task':
      return one.description
    case 'todo':
      return count(one.todos.length, 'todo')
    case 'question':
      return count(one.questions.length, 'question')
    case 'skill':
      return one.name
    default:
      return title ?? name
  }
}

function given(call: ToolCall, scope: Scope): string {
  const {details: one} = call
  const title = call.title ? `${plainLine(call.title)}\n\n` : ''
  switch (one.kind) {
    case 'execute':
      return `${title}${one.description ? `${plainLine(one.description)}\n\n` : ''}${machineText(one.command, scope, 'sh')}${facts([['in', one.directory && inlineCode(one.directory)]])}`
    case 'read':
      return `${title}${machineText(one.lines?.text ?? '', scope, languageOfPath(one.path))}${machineText((one.entries ?? []).join('\n'), scope)}${facts([['instructions that came along', one.loaded.map(inlineCode).join(', ')]])}`
    case 'search':
      return `${title}${facts([['hits', one.hits === undefined ? undefined : String(one.hits)]])}`
    case 'edit':
      return `${title}${call.diffs.some((diff) => diff.patch !== '') ? '' : one.changes.map((change) => machineText(diffTexts(change.before, change.after), scope, 'diff')).join('')}`
    case 'write':
      return `${title}${one.existed === undefined ? '' : one.existed ? 'Overwritten.\n\n' : 'A new file.\n\n'}${machineText(one.content, scope, languageOfPath(one.path))}`
    case 'patch':
      return `${title}${machineText(one.text, scope)}`
    case 'fetch':
      return `${title}${facts([
        ['format', said(one.format)],
        ['provider', said(one.provider)],
      ])}`
    case 'task':
      return `${title}${facts([
        ['agent', said(one.agent)],
        ['model', one.model && plainLine(modelName(one.model))],
        ['command', one.command && inlineCode(one.command)],
        ['state', said(one.state)],
      ])}${quote(one.prompt, scope.context.pieces)}`
    case 'todo':
      return `${title}${one.todos.map((todo) => `- [${todo.status === 'completed' ? 'x' : ' '}] ${plainLine(todo.content)} (${plainLine([todo.status, todo.was && `was ${todo.was}`, todo.priority].filter(Boolean).join(', '))})\n`).join('')}\n`
    case 'question':
      return `${title}${one.questions.map(questionEntry).join('')}${one.isDismissed ? 'The user dismissed the question.\n\n' : ''}`
    case 'skill':
      return title
    case 'other':
      return `${title}${facts([['MCP server', said(one.server)]])}${values(one.input, scope)}`
  }
}

/** A name that is not always there. */
function said(name: string | undefined): string | undefined {
  return name === undefined ? undefined : plainLine(name)
}

function questionEntry(
  one: Extract<ToolCall['details'], {kind: 'question'}>['questions'][number],
): string {
  const options = one.options.map(
    ({label, description, isChosen}) =>
      `- [${isChosen ? 'x' : ' '}] ${plainLine(label)}${description ? `: ${plainLine(description)}` : ''}\n`,
  )
  const own = one.own.map((text) => `- [x] ${plainLine(text)} (the user’s own answer)\n`)
  const header = one.header ? `${plainLine(one.header)}: ` : ''
  return `${header}**${plainLine(one.question)}**\n\n${[...options, ...own].join('')}\n`
}

function answer(call: ToolCall, scope: Scope): string {
  if (!call.output) return ''
  if (call.details.kind === 'task' && call.output.length <= scope.limits.text)
    return embedded(call.output, scope.context.pieces)
  return machineText(call.output, scope)
}

function diagnostics({diagnostics: all}: ToolCall): string {
  if (all.length === 0) return ''
  const lines = all.map(({path, line, column, severity, message}) => {
    const place = [path, line, column].filter((part) => part !== undefined).join(':')
    return `- ${severity} ${inlineCode(place)} ${plainLine(message)}\n`
  })
  return `${lines.join('')}\n`
}
