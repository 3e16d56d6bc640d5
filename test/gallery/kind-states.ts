import type {ToolCall, ToolDetails} from '../../src/session/model.js'

/** States that only a kind of tool has. */
export function statesOfKind(details: ToolDetails, call: ToolCall): string[] {
  switch (details.kind) {
    case 'execute':
      return executeStates(details, call)
    case 'read':
      return readStates(details)
    case 'search':
      return searchStates(details, call)
    case 'edit':
      return editStates(details, call)
    case 'write':
      return [
        details.existed === undefined ? 'new or not' : details.existed ? 'overwritten' : 'new',
      ]
    case 'patch':
      return patchStates(call)
    case 'fetch':
      return [`${details.operation}${details.format ? ` as ${details.format}` : ''}`]
    case 'todo':
      return todoStates(details)
    case 'question':
      return questionStates(details)
    case 'task':
      return taskStates(details, call)
    case 'skill':
      return []
    case 'other':
      return otherStates(details, call)
  }
}

type Of<Kind extends ToolDetails['kind']> = Extract<ToolDetails, {kind: Kind}>

function executeStates({command, description, directory, exitCode}: Of<'execute'>, call: ToolCall) {
  const output = call.output ?? ''
  return only([
    exitCode === 0 && 'exit 0',
    exitCode !== undefined && exitCode !== null && exitCode !== 0 && 'exit not 0',
    exitCode === null && 'stopped before it could say',
    exitCode === undefined && 'exit not recorded',
    description !== undefined && 'with a description',
    directory !== undefined && 'in another folder',
    output === '' && 'without output',
    output.includes('\u001b[') && 'ANSI colours',
    /\u001b\[[34]8;5/.test(output) && '256 colours',
    output.split('\n').length > 25 && 'long output',
    command.includes('\n') && 'several lines of command',
  ])
}

function readStates({lines, entries, loaded}: Of<'read'>) {
  return only([
    lines !== undefined && lines.first === 1 && 'a file',
    lines !== undefined && lines.first > 1 && 'a part of a file',
    lines?.text === '' && 'an empty file',
    entries !== undefined && 'a folder',
    loaded.length > 0 && 'instructions came along',
    !lines && !entries && 'nothing recorded',
  ])
}

function searchStates({operation, hits, query, include}: Of<'search'>, {output}: ToolCall) {
  return only([
    operation,
    hits === 0 && 'no hits',
    hits === undefined && 'hits not recorded',
    query.includes('\n') && 'several lines to search for',
    include !== undefined && 'some files only',
    !output && 'without output',
  ])
}

function editStates({changes}: Of<'edit'>, {diffs}: ToolCall) {
  return only([
    diffs.length > 0 && 'with its diff',
    diffs.length === 0 && 'as it was wanted',
    changes.length > 1 && 'several changes',
    changes.some(({isEverywhere}) => isEverywhere) && 'everywhere',
  ])
}

function patchStates({diffs}: ToolCall) {
  return only([
    diffs.length === 0 && 'text alone',
    diffs.length === 1 && 'one file',
    diffs.length > 1 && 'several files',
    ...diffs.map(({status}) => status),
    diffs.some(({isBinary}) => isBinary) && 'binary',
    diffs.some(({patch, isBinary}) => patch === '' && !isBinary) && 'lines not recorded',
  ])
}

function todoStates({todos, isRead}: Of<'todo'>) {
  return only([
    isRead && 'read back',
    todos.length === 0 && 'empty',
    ...todos.map(({status}) => `status: ${status}`),
    ...todos.map(({was}) => was !== undefined && (was === 'new' ? 'a new line' : 'a changed line')),
    todos.some(({priority}) => priority !== undefined) && 'with priorities',
  ])
}

function questionStates({questions, isDismissed}: Of<'question'>) {
  const chosen = questions.map(({options}) => options.filter(({isChosen}) => isChosen).length)
  return only([
    isDismissed && 'dismissed',
    chosen.some((amount) => amount === 1) && 'one chosen',
    chosen.some((amount) => amount > 1) && 'several chosen',
    questions.some(({own}) => own.length > 0) && 'an answer of the user’s own',
    questions.some(({options}) => options.length === 0) && 'without options',
    questions.some(({header}) => header !== undefined) && 'with a header',
    questions.length > 1 && 'several questions',
  ])
}

function taskStates({command, state}: Of<'task'>, {childID}: ToolCall) {
  return only([
    childID === undefined && 'without a session',
    command !== undefined && 'by a command',
    state !== undefined && 'with a state',
  ])
}

function otherStates({input, server}: Of<'other'>, {output}: ToolCall) {
  return only([
    server !== undefined && 'of an MCP server',
    server === undefined && 'of the user’s own',
    typeof input === 'object' &&
      input !== null &&
      Object.keys(input).length === 0 &&
      'nothing given',
    JSON.stringify(input).includes('":{') && 'nested input',
    !output && 'nothing answered',
    output?.startsWith('{') === true && 'answered in JSON',
    Boolean(output) && !output?.startsWith('{') && 'answered in text',
  ])
}

function only(states: readonly (string | false)[]): string[] {
  return states.filter((state) => state !== false)
}
