import {
  arrayOf,
  isObject,
  type Json,
  type JsonObject,
  objectOf,
  stringOf,
  textOf,
} from '../../../session/json.js'
import type {NativeSession} from '../../../session/native.js'
import {splitPatch} from '../normalise/split-patch.js'
import {toolOf} from './call.js'

/** Every name of a file or folder that fields of a session and its subagents declare, by first appearance. */
export function declaredPaths(native: NativeSession): string[] {
  const found = new Set<string>()
  collect(native)
  return [...found]

  function collect(session: NativeSession): void {
    const {info, messages, todos, diffs, children} = session
    for (const value of [info, messages, todos, diffs]) walk(value)
    children.forEach(collect)
  }

  function walk(value: Json | undefined): void {
    if (Array.isArray(value)) {
      for (const item of value) walk(item)
      return
    }
    if (!isObject(value)) return
    const tool = toolOf(value)
    if (tool !== undefined) addCall(tool, value)
    for (const [name, field] of Object.entries(value)) {
      if (isPathField(value, name)) addField(field)
      else if (name === 'diagnostics' && isObject(field)) Object.keys(field).forEach(add)
      else if (name === 'mention' || (name === 'text' && isObject(field))) addMention(field)
      else if (typeof field === 'string') addHeaders(name, field)
      walk(field)
    }
  }

  function addField(field: Json | undefined): void {
    if (typeof field === 'string') add(field)
    for (const item of arrayOf(field)) if (typeof item === 'string') add(item)
  }

  /** `@src/cart.ts`. */
  function addMention(field: Json | undefined): void {
    const {text, value} = objectOf(field)
    add((textOf(text) ?? textOf(value) ?? '').replace(/^@/, ''))
  }

  function addHeaders(name: string, text: string): void {
    if (/^(?:patch|diff)$/.test(name) || /^(?:--- |Index: |diff --git )/m.test(text)) {
      for (const {path, oldPath} of splitPatch(text)) [path, oldPath ?? ''].forEach(add)
      for (const [, header = ''] of text.matchAll(patchHeader)) add(header.split('\t')[0] ?? '')
    }
    if (/^patch(?:Text)?$/.test(name)) {
      for (const [, header = ''] of text.matchAll(/^\*\*\* \w+ (?:File|to): (\S.*)$/gm)) add(header)
    }
  }

  /** Patterns, and the lists of names that some tools answer. */
  function addCall(tool: string, part: JsonObject): void {
    const state = objectOf(part.state)
    const {pattern} = objectOf(state.input)
    if (tool === 'glob' && typeof pattern === 'string') add(pattern)
    const texts = arrayOf(state.content).map((item) => stringOf(objectOf(item).text) ?? '')
    for (const output of [stringOf(state.output) ?? '', ...texts]) {
      listedIn(tool, output).forEach(add)
    }
  }

  function add(text: string): void {
    const path = text.trim()
    if (isName(path)) found.add(path)
  }
}

/** Whether a field holds nothing but a name of a file or folder, or several of them. */
export function isPathField(holder: JsonObject, name: string): boolean {
  // An attachment has a name that is one; a model and an agent have not.
  const isFile = holder.type === 'file' || 'mime' in holder || 'uri' in holder
  return pathField.test(name) || (isFile && fileField.test(name))
}

const pathField =
  /^(?:file_?paths?|paths?|files?|file_?names?|director(?:y|ies)|dir|folders?|cwd|root|workdir|(?:relative|move|old|new|target|absolute)_?(?:path|file)|include|loaded|entries|filediff|outputPath)$/i
const fileField = /^(?:name|url|uri)$/
const patchHeader = /^(?:--- |\+\+\+ )(?:[ab]\/)?(\S[^\n]*)$/gm

/** Tools that answer with a list of names. */
export const isListing = (tool: string) => /^(?:read|glob|list|ls|grep)$/.test(tool)

/** Names in what a tool for looking around answered. */
function listedIn(tool: string, output: string): string[] {
  const lines = output.split('\n')
  if (tool === 'read') {
    const path = /^<path>([^\n]*)<\/path>/.exec(output)?.[1] ?? ''
    const entries = /<entries>\n?([\s\S]*?)\n?<\/entries>/.exec(output)?.[1] ?? ''
    return [path, ...entries.split('\n')].filter((line) => !line.startsWith('('))
  }
  if (tool === 'glob') return lines.filter((line) => /^\S+$/.test(line))
  if (tool === 'list' || tool === 'ls') {
    return lines.map((line) => line.trim()).filter((line) => /^\S+$/.test(line))
  }
  if (tool !== 'grep') return []
  return lines.flatMap((line) => /^(\S[^\n]*):$/.exec(line)?.[1] ?? [])
}

/** Roots and what redaction left of folders name nothing; neither does a URL. */
function isName(text: string): boolean {
  if (text === '' || text.length > 1000 || /[\n\r\0]/.test(text)) return false
  if (/^(?!file:)[a-z][a-z0-9+.-]+:\/\//i.test(text) || text.startsWith('data:')) return false
  if (text === '/dev/null' || text.startsWith('[redacted:')) return false
  return /[\p{L}\p{N}]/u.test(text.replace(/\.[A-Za-z0-9]{1,10}$/, '').replace(/^~$/, ''))
}
