import path from 'node:path'
import fs from 'fs-extra'
import {SessionpressError} from '../errors.js'
import {database} from './opencode/database.js'
import {readHead, statOf} from './opencode/files.js'
import {singleFromFile} from './opencode/single.js'
import {tree} from './opencode/tree.js'
import type {Source, SourceContext} from './types.js'

/** What the first bytes of a path say that it is. */
export type PathKind = 'folder' | 'database' | 'file'

/** What is at a path, by content; `undefined` when nothing is. */
export async function kindOf(file: string): Promise<PathKind | undefined> {
  const stat = await statOf(file)
  if (!stat) return undefined
  if (stat.isDirectory()) return 'folder'
  return (await readHead(file)).startsWith('SQLite format 3') ? 'database' : 'file'
}

/**
 * The source at a path: a database, a legacy tree, or a file with one session.
 *
 * @throws SessionpressError `SOURCE_NOT_FOUND`, `SESSION_FORMAT_UNKNOWN`, and what the place itself throws
 */
export async function openPath(
  file: string,
  context: Pick<SourceContext, 'memory'> = {},
): Promise<Source> {
  const kind = await kindOf(file)
  if (kind === 'database') return database(file, context)
  if (kind === 'folder') return openFolder(file, context)
  if (kind === 'file') return singleFromFile(file, context)
  throw new SessionpressError('SOURCE_NOT_FOUND', `There is nothing at \`${file}\`.`, {
    hint: 'Give the path of a database, a legacy folder or an export, or the address of a server.',
  })
}

async function openFolder(folder: string, context: Pick<SourceContext, 'memory'>): Promise<Source> {
  const file = path.join(folder, 'opencode.db')
  if (await fs.pathExists(file)) return database(file, context)
  const source = await tree(folder)
  if (source) return source
  throw new SessionpressError('SESSION_FORMAT_UNKNOWN', `\`${folder}\` holds no sessions.`, {
    hint: 'Give the folder that has `storage` in it, or the path of a database.',
  })
}
