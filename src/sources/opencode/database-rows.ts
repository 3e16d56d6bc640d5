import {
  isObject,
  type Json,
  type JsonObject,
  numberOf,
  stringOf,
  textOf,
} from '../../session/json.js'

/** Columns of `session` that become fields of the info; versions of the client lack some of them. */
export const sessionColumns = [
  ...['id', 'project_id', 'workspace_id', 'parent_id', 'slug', 'directory', 'path', 'title'],
  ...['version', 'summary_additions', 'summary_deletions', 'summary_files', 'summary_diffs'],
  ...['metadata', 'cost', 'tokens_input', 'tokens_output', 'tokens_reasoning'],
  ...['tokens_cache_read', 'tokens_cache_write', 'revert', 'agent', 'model'],
  ...['time_created', 'time_updated', 'time_compacting', 'time_archived'],
]

/** Columns that only `session_v2` has, as far as is known. */
export const flatSessionColumns = [...sessionColumns, 'subpath', 'location', 'data']

/** `Session` of 1.x from its row (reference 2.2). The share's link and the permissions stay behind. */
export function infoOfRow(row: JsonObject): JsonObject {
  return defined({
    id: row.id,
    slug: row.slug,
    projectID: row.project_id,
    workspaceID: row.workspace_id,
    directory: row.directory,
    path: row.path,
    parentID: row.parent_id,
    title: row.title,
    agent: row.agent,
    model: jsonOf(row.model),
    version: row.version,
    summary: summaryOf(row),
    cost: row.cost,
    tokens: tokensOf(row),
    metadata: jsonOf(row.metadata),
    revert: jsonOf(row.revert),
    time: defined({
      created: row.time_created,
      updated: row.time_updated,
      compacting: row.time_compacting,
      archived: row.time_archived,
    }),
  })
}

/** `Session` of 2.x from its row (reference 1.9). A `data` column, where there is one, wins. */
export function flatInfoOfRow(row: JsonObject): JsonObject {
  const {slug: _slug, version: _version, summary: _summary, ...info} = infoOfRow(row)
  const {directory, workspaceID, path: _path, ...rest} = info
  const location = jsonOf(row.location) ?? defined({directory, workspaceID})
  const data = jsonOf(row.data)
  return {
    ...defined({...rest, subpath: row.subpath}),
    location: location ?? {},
    ...(isObject(data) ? data : {}),
    ...(textOf(row.id) ? {id: row.id} : {}),
  }
}

/** JSON of a text column; a value that cannot be read is absent. */
export function jsonOf(column: Json | undefined): Json | undefined {
  const text = stringOf(column)
  if (text === undefined || text === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    // One damaged column must not cost the whole session; rows of messages and parts are counted.
    return undefined
  }
}

function summaryOf(row: JsonObject): JsonObject | undefined {
  const {summary_additions, summary_deletions, summary_files, summary_diffs} = row
  const counts = [summary_additions, summary_deletions, summary_files].map(numberOf)
  const diffs = jsonOf(summary_diffs)
  if (diffs === undefined && counts.every((count) => count === undefined)) return undefined
  const [additions = 0, deletions = 0, files = 0] = counts
  return defined({additions, deletions, files, diffs})
}

function tokensOf(row: JsonObject): JsonObject | undefined {
  if (row.tokens_input === undefined) return undefined
  return {
    input: numberOf(row.tokens_input) ?? 0,
    output: numberOf(row.tokens_output) ?? 0,
    reasoning: numberOf(row.tokens_reasoning) ?? 0,
    cache: {
      read: numberOf(row.tokens_cache_read) ?? 0,
      write: numberOf(row.tokens_cache_write) ?? 0,
    },
  }
}

/** Fields without a value are absent in an export, and `NULL` in a row. */
function defined(fields: JsonObject): JsonObject {
  const entries = Object.entries(fields)
  return Object.fromEntries(entries.filter(([, value]) => value !== null && value !== undefined))
}
