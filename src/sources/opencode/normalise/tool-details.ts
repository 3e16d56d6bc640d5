import {arrayOf, isObject, objectOf, stringOf, textOf} from '../../../session/json.js'
import type {ToolDetails} from '../../../session/model.js'
import type {Fields} from './fields.js'
import {modelRef} from './model-ref.js'
import {optional} from './optional.js'
import {questions} from './question.js'
import {todoList} from './todos.js'

/**
 * Reads what a call was asked to do. Returns undefined when the input has not
 * the tool's shape: the call is then shown as key and value.
 */
type DetailsReader = (input: Fields, metadata: Fields) => ToolDetails | undefined

/** The tool's own reader, by name; OpenCode 2.x renamed a few. MCP and custom tools have none. */
export function readDetails(
  name: string,
  input: Fields,
  metadata: Fields,
): ToolDetails | undefined {
  return Object.hasOwn(readers, name) ? readers[name]?.(input, metadata) : undefined
}

// Names and fields: reference 1.8, every era.
const readers: Record<string, DetailsReader> = {
  bash: execute,
  shell: execute,
  read,
  write,
  edit,
  multiedit,
  apply_patch: patch,
  patch,
  glob: search('glob', 'count'),
  grep: search('grep', 'matches'),
  list,
  ls: list,
  codesearch: search('code', 'count'),
  lsp,
  webfetch: fetch,
  websearch: webSearch,
  task,
  subagent: task,
  todowrite: (input, metadata) => todo(input, metadata, false),
  todoread: (input, metadata) => todo(input, metadata, true),
  question,
  skill,
}

function execute(input: Fields, metadata: Fields): ToolDetails | undefined {
  const command = input.text('command')
  if (command === undefined) return undefined
  const description = textOf(input.text('description')) ?? textOf(metadata.text('description'))
  const exit = exitCode(metadata)
  return {
    kind: 'execute',
    command,
    ...(description && description !== command ? {description} : {}),
    ...optional('directory', textOf(input.text('workdir', 'cwd'))),
    ...(exit === undefined ? {} : {exitCode: exit}),
  }
}

function exitCode(metadata: Fields): number | null | undefined {
  return metadata.number('exit') ?? (metadata.isNull('exit') ? null : undefined)
}

function read(input: Fields, metadata: Fields): ToolDetails | undefined {
  const path = input.text('filePath', 'path')
  if (path === undefined) return undefined
  const loaded = metadata.list('loaded').flatMap((name) => textOf(name) ?? [])
  return {
    kind: 'read',
    path,
    ...optional('offset', input.number('offset')),
    ...optional('limit', input.number('limit')),
    loaded,
  }
}

function write(input: Fields, metadata: Fields): ToolDetails | undefined {
  const path = input.text('filePath', 'path')
  const content = input.text('content')
  if (path === undefined || content === undefined) return undefined
  return {kind: 'write', path, content, ...optional('existed', metadata.flag('exists'))}
}

function edit(input: Fields): ToolDetails | undefined {
  const path = input.text('filePath', 'path')
  const before = input.text('oldString')
  const after = input.text('newString')
  if (path === undefined || before === undefined || after === undefined) return undefined
  return {
    kind: 'edit',
    path,
    changes: [{before, after, isEverywhere: input.flag('replaceAll') ?? false}],
  }
}

function multiedit(input: Fields): ToolDetails | undefined {
  const path = input.text('filePath', 'path')
  const edits = arrayOf(input.list('edits'))
  if (path === undefined || edits.length === 0) return undefined
  const changes = edits.map(objectOf).map((change) => ({
    before: stringOf(change.oldString) ?? '',
    after: stringOf(change.newString) ?? '',
    isEverywhere: change.replaceAll === true,
  }))
  return {kind: 'edit', path, changes}
}

function patch(input: Fields): ToolDetails | undefined {
  const text = input.text('patchText', 'patch')
  if (text === undefined) return undefined
  return {kind: 'patch', text}
}

function search(operation: 'glob' | 'grep' | 'code', count: string): DetailsReader {
  return (input, metadata) => {
    const query = input.text('pattern', 'query')
    if (query === undefined) return undefined
    return {
      kind: 'search',
      operation,
      query,
      ...optional('path', textOf(input.text('path'))),
      ...optional('include', textOf(input.text('include'))),
      ...optional('hits', metadata.number(count)),
    }
  }
}

function list(input: Fields, metadata: Fields): ToolDetails {
  const hits = metadata.number('count')
  return {
    kind: 'search',
    operation: 'list',
    query: input.text('path') ?? '.',
    ...optional('hits', hits),
  }
}

function lsp(input: Fields): ToolDetails | undefined {
  const query = input.text('operation')
  const path = input.text('filePath')
  if (query === undefined || path === undefined) return undefined
  return {kind: 'search', operation: 'lsp', query, path}
}

function fetch(input: Fields): ToolDetails | undefined {
  const target = input.text('url')
  if (target === undefined) return undefined
  return {
    kind: 'fetch',
    operation: 'fetch',
    target,
    ...optional('format', textOf(input.text('format'))),
  }
}

function webSearch(input: Fields, metadata: Fields): ToolDetails | undefined {
  const target = input.text('query')
  if (target === undefined) return undefined
  const provider = textOf(metadata.text('provider'))
  return {kind: 'fetch', operation: 'search', target, ...optional('provider', provider)}
}

function task(input: Fields, metadata: Fields): ToolDetails | undefined {
  const prompt = input.text('prompt')
  if (prompt === undefined) return undefined
  metadata.drop('parentSessionId', 'sessionId', 'sessionID', 'jobId')
  input.drop('task_id', 'background')
  return {
    kind: 'task',
    description: input.text('description') ?? '',
    prompt,
    ...optional('agent', textOf(input.text('subagent_type', 'agent'))),
    ...optional('model', modelRef(metadata.object('model'))),
    ...optional('command', textOf(input.text('command'))),
  }
}

function todo(input: Fields, metadata: Fields, isRead: boolean): ToolDetails | undefined {
  const asked = todoList(input.list('todos'))
  // A list that differs from the one asked for stays among what else was recorded.
  const todos = asked.length > 0 ? asked : todoList(metadata.list('todos'))
  return isRead || todos.length > 0 ? {kind: 'todo', todos, isRead} : undefined
}

function question(input: Fields, metadata: Fields): ToolDetails | undefined {
  const asked = input.list('questions').filter(isObject)
  if (asked.length === 0) return undefined
  return {
    kind: 'question',
    questions: questions(asked, metadata.list('answers')),
    isDismissed: false,
  }
}

function skill(input: Fields): ToolDetails | undefined {
  const name = input.text('name')
  if (name === undefined) return undefined
  return {kind: 'skill', name}
}
