#!/usr/bin/env node
// Makes fixtures/sources from sessions that the real client, OpenCode 1.18.33, recorded.
// usage: node test/sources/make-fixtures.mjs [../shared/sessions/opencode-1.18.33]
import os from 'node:os'
import path from 'node:path'
import fs from 'fs-extra'
import Database from 'libsql'

const from = path.resolve(process.argv[2] ?? '../shared/sessions/opencode-1.18.33')
const to = path.resolve('fixtures/sources')
const exported = (name) => fs.readJsonSync(path.join(from, 'exports', `${name}.json`))

const feature = exported('feature')
const subagents = exported('subagents')
const children = [1, 2, 3].map((number) => exported(`subagents.child-${number}`))
const sessions = [feature, subagents, ...children, exported('reverted'), exported('empty')]

for (const folder of ['exports', 'http']) fs.removeSync(path.join(to, folder))
makeExports()
makeHttp()
makeDatabase()

function makeExports() {
  const folder = path.join(to, 'exports')
  fs.ensureDirSync(folder)
  for (const name of ['feature', 'feature.sanitized', 'empty', 'gpt-apply-patch', 'reverted']) {
    fs.copySync(path.join(from, 'exports', `${name}.json`), path.join(folder, `${name}.json`))
  }
  write('exports/before-after.json', beforeAfter(feature))
  write('exports/flat.json', flat(feature))
  write('exports/share-items.json', items(subagents))
  write('exports/share-items-flat.json', flatItems(flat(feature)))
}

function makeHttp() {
  for (const name of fs.readdirSync(path.join(from, 'http'))) {
    if (!/^(feature|reverted|subagents)\./.test(name)) continue
    fs.copySync(path.join(from, 'http', name), path.join(to, 'http', name))
  }
}

/** The client's own store, without other sessions and without every table that is not a session's. */
function makeDatabase() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sessionpress-fixture-'))
  for (const suffix of ['', '-wal']) {
    fs.copySync(
      path.join(from, `db/opencode.db${suffix}`),
      path.join(folder, `opencode.db${suffix}`),
    )
    fs.chmodSync(path.join(folder, `opencode.db${suffix}`), 0o600)
  }
  const database = new Database(path.join(folder, 'opencode.db'))
  const ids = sessions.map(({info}) => `'${info.id}'`).join(', ')
  database.exec('PRAGMA foreign_keys = OFF')
  for (const [table, column] of [
    ['session', 'id'],
    ['message', 'session_id'],
    ['part', 'session_id'],
    ['todo', 'session_id'],
  ]) {
    database.exec(`DELETE FROM ${table} WHERE ${column} NOT IN (${ids})`)
  }
  for (const table of [
    ...['event', 'event_sequence', 'session_share', 'session_input', 'session_context_epoch'],
    ...['credential', 'account', 'account_state', 'control_account', 'permission', 'workspace'],
  ]) {
    database.exec(`DELETE FROM ${table}`)
  }
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  database.exec('VACUUM')
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  database.close()
  fs.copySync(path.join(folder, 'opencode.db'), path.join(to, 'opencode.db'))
  fs.chmodSync(path.join(to, 'opencode.db'), 0o644)
  fs.removeSync(folder)
}

/** The same session as clients up to 1.3 wrote it: whole texts in place of patches. */
function beforeAfter(session) {
  const copy = structuredClone(session)
  copy.info.version = '1.2.16'
  for (const {info, parts} of copy.messages) {
    if (info.summary?.diffs) info.summary.diffs = info.summary.diffs.map(textsOf)
    for (const {state} of parts) {
      const {filediff} = state?.metadata ?? {}
      if (filediff) state.metadata.filediff = textsOf(filediff)
    }
  }
  return copy
}

function textsOf({patch, ...diff}) {
  const lines = patch
    .split('\n')
    .slice(patch.split('\n').findIndex((line) => line.startsWith('@@')))
  const side = (other) =>
    lines.filter((line) => line && !line.startsWith('@@') && line[0] !== other && line[0] !== '\\')
  const text = (kept) => kept.map((line) => `${line.slice(1)}\n`).join('')
  return {...diff, before: text(side('+')), after: text(side('-'))}
}

/** The same session in the shape of 2.x (reference 1.9), as far as the fixture needs it. */
function flat({info, messages}) {
  const {slug: _slug, version: _version, summary: _summary, directory, path: _path, ...rest} = info
  return {
    info: {...rest, location: {directory}},
    messages: messages.map(({info: {id, role, time, ...message}, parts}) =>
      role === 'user'
        ? {type: 'user', id, time, text: parts.map((part) => part.text ?? '').join('')}
        : {
            ...{type: 'assistant', id, time, agent: message.agent, cost: message.cost},
            model: {id: message.modelID, providerID: message.providerID},
            tokens: message.tokens,
            snapshot: {start: 'a1b2', end: 'c3d4', files: ['src/cart.ts']},
            content: parts.flatMap(contentOf),
          },
    ),
  }
}

function contentOf(part) {
  if (part.type === 'text') return [{type: 'text', text: part.text}]
  if (part.type === 'reasoning') {
    return [{type: 'reasoning', text: part.text, native: {signature: 'c2lnbmF0dXJl'}}]
  }
  if (part.type !== 'tool') return []
  const {status, input, output, metadata, error} = part.state
  const content = [{type: 'text', text: output ?? ''}]
  const state = error
    ? {status, input, error: {type: 'unknown', message: error}}
    : {status, input, content, metadata}
  return [{type: 'tool', id: part.callID, name: part.tool, state, time: {created: 1}}]
}

/** What the client sends to a share server (reference 4.3), out of order as a server may keep it. */
function items({info, messages}) {
  const model = {
    id: 'acme-coder-large',
    providerID: 'acme',
    name: 'Acme Coder',
    headers: {'x-key': 'k'},
    options: {apiKey: 'k'},
  }
  return [
    ...messages.map((message) => ({type: 'message', data: message.info})).reverse(),
    {type: 'model', data: [model]},
    ...messages.flatMap(({parts}) => parts.map((data) => ({type: 'part', data}))).reverse(),
    {type: 'session', data: {...info, share: {url: 'http://127.0.0.1:18090/share/x', secret: 's'}}},
    {type: 'session_diff', data: []},
  ]
}

function flatItems({info, messages}) {
  return [
    {type: 'messages', data: {sessionID: info.id, messages}},
    {type: 'model', data: [{id: 'acme-coder-large', name: 'Acme Coder'}]},
    {type: 'session', data: info},
    {type: 'session_diff', data: []},
  ]
}

function write(name, json) {
  fs.outputFileSync(path.join(to, name), JSON.stringify(json, null, 2))
}
