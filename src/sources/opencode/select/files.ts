import {
  arrayOf,
  isObject,
  type JsonObject,
  objectOf,
  stringOf,
  textOf,
} from '../../../session/json.js'
import type {NativeSession} from '../../../session/native.js'
import {isReadTool, isWriteTool, keepRoles, toolOf, withState} from './call.js'
import {type Around, countOf, type Exclusion, only, without} from './exclusion.js'
import {isImage} from './images.js'
import {filterDiffs} from './session-diffs.js'

/** Attachments, what reads gave, what writes were given, and the texts of files that a prompt names. */
export const files: Exclusion = {
  part(part, around) {
    if (part.type === 'file') {
      const what = isImage(part) ? 'image' : 'file'
      around.say(what)
      around.count(what)
      return undefined
    }
    if (part.type === 'text' && part.synthetic === true && isFileText(part)) {
      around.say('text of a file')
      return undefined
    }
    const tool = toolOf(part)
    return tool === undefined ? part : withoutFiles(tool, part, around)
  },

  message(fields, around) {
    const list = arrayOf(fields.files)
    const kept = filterDiffs(fields, (diff) => !isWritten(diff, around))
    if (fields.type === 'synthetic' && isFileText(fields)) {
      around.say('text of a file')
      return only(kept, 'id', 'sessionID', 'type', 'time')
    }
    if (list.length === 0) return kept
    around.say(countOf(list.length, 'file'))
    around.count('file', list.length)
    return without(kept, 'files')
  },

  session: (native, around) => ({
    ...native,
    diffs: native.diffs.filter((diff) => !isWritten(diff, around)),
  }),
}

/** Paths of the files that calls of a session wrote whole: a diff of one is its content once more. */
export function writtenFiles({messages}: NativeSession): string[] {
  return messages.flatMap(({parts, content}) =>
    [...arrayOf(parts), ...arrayOf(content)].filter(isObject).flatMap((part) => {
      const {filePath, path} = objectOf(objectOf(part.state).input)
      const name = textOf(filePath) ?? textOf(path)
      return name !== undefined && isWriteTool(toolOf(part) ?? '') ? [name] : []
    }),
  )
}

/** One of them may be relative, or have been shortened. */
function isWritten(diff: JsonObject, {written}: Around): boolean {
  const path = textOf(diff.file) ?? textOf(diff.path) ?? textOf(diff.filePath) ?? ''
  const plain = path.replace(/^\.\//, '')
  return written.some((name) => {
    const other = name.replace(/^\.\//, '')
    return other === plain || other.endsWith(`/${plain}`) || plain.endsWith(`/${other}`)
  })
}

/** What OpenCode puts beside a prompt that names a file (reference 1.8). */
function isFileText({text}: JsonObject): boolean {
  return /^\s*Called the \w+ tool with|<(?:file|content|path|entries)>|^\s*0*1[:|]/.test(
    stringOf(text) ?? '',
  )
}

function withoutFiles(tool: string, part: JsonObject, around: Around): JsonObject {
  const state = objectOf(part.state)
  const content = arrayOf(state.content)
  const others = content.filter((item) => isObject(item) && item.type !== 'text')
  const number = arrayOf(state.attachments).length + others.length
  if (number > 0) {
    around.say(countOf(number, 'file'))
    around.count('file', number)
  }
  const kept = {
    ...part,
    state: {
      ...without(state, 'attachments'),
      ...(state.content === undefined
        ? {}
        : {content: content.filter((item) => !others.includes(item as JsonObject))}), // Objects alone are in there.
    },
  }
  if (isReadTool(tool)) return withoutRead(tool, kept, around)
  return isWriteTool(tool) ? withoutWritten(tool, kept, around) : kept
}

function withoutRead(tool: string, part: JsonObject, around: Around): JsonObject {
  const state = objectOf(part.state)
  around.say('content')
  around.count('file')
  return withState(part, {
    ...only(state, 'status', 'input', 'title', 'time', 'error'),
    ...(typeof state.output === 'string' ? {output: ''} : {}),
    ...(state.metadata === undefined ? {} : {metadata: keepRoles(tool, state.metadata, ['state'])}),
  })
}

function withoutWritten(tool: string, part: JsonObject, around: Around): JsonObject {
  const state = objectOf(part.state)
  const input = objectOf(state.input)
  around.say('content')
  around.count('file')
  const path = only(input, 'filePath', 'path', 'file_path')
  return withState(part, {
    ...only(state, 'status', 'output', 'content', 'title', 'time', 'error'),
    input: {...path, content: ''},
    ...(state.metadata === undefined
      ? {}
      : {
          metadata: {
            ...keepRoles(tool, state.metadata, ['state', 'input']),
            ...only(objectOf(state.metadata), 'diagnostics'),
          },
        }),
  })
}
