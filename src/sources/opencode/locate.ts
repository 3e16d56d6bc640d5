import path from 'node:path'
import fs from 'fs-extra'
import type {SourceContext} from '../types.js'
import {namesIn, statOf} from './files.js'

/** A place where OpenCode keeps sessions: a database, or the folder with the older JSON trees. */
export interface Store {
  type: 'database' | 'tree'
  path: string
  /** Where the released OpenCode writes; other places are searched beside it. */
  isMain: boolean
}

/** Places where OpenCode keeps sessions, the likeliest first (reference 2.1). Only those that exist. */
export async function locateStores(context: SourceContext): Promise<Store[]> {
  const data = dataFolder(context)
  const {OPENCODE_DB: chosen} = context.env
  if (chosen && chosen !== ':memory:') {
    return databases([path.resolve(data ?? context.cwd, chosen)], true)
  }
  if (data === undefined) return []
  return [
    ...(await databases([path.join(data, 'opencode.db')], true)),
    ...(await databases(await channelStores(data, context), false)),
    // Version 1.2 moved the trees into the database once and left them where they were.
    ...((await hasTree(data)) ? [{type: 'tree' as const, path: data, isMain: false}] : []),
  ]
}

/** `$XDG_DATA_HOME/opencode`, on every system. */
export function dataFolder({env, home}: SourceContext): string | undefined {
  if (env.XDG_DATA_HOME) return path.join(env.XDG_DATA_HOME, 'opencode')
  return home === undefined ? undefined : path.join(home, '.local', 'share', 'opencode')
}

/** `opencode-<channel>.db` of `dev`, `local` and other builds, last used first. */
async function channelStores(data: string, {env}: SourceContext): Promise<string[]> {
  const isOff = env.OPENCODE_DISABLE_CHANNEL_DB
  if (isOff === '1' || isOff === 'true') return []
  const names = (await namesIn(data)).filter((name) => /^opencode-.+\.db$/.test(name))
  const files = await Promise.all(
    names.map(async (name) => {
      const file = path.join(data, name)
      return {file, time: (await statOf(file))?.mtimeMs}
    }),
  )
  // A link may lead nowhere.
  const exist = files.flatMap(({file, time}) => (time === undefined ? [] : [{file, time}]))
  return exist.sort((left, right) => right.time - left.time).map(({file}) => file)
}

async function hasTree(data: string): Promise<boolean> {
  if (await fs.pathExists(path.join(data, 'storage', 'session'))) return true
  return fs.pathExists(path.join(data, 'project'))
}

async function databases(files: string[], isMain: boolean): Promise<Store[]> {
  const exist = await Promise.all(files.map((file) => fs.pathExists(file)))
  return files
    .filter((_file, index) => exist[index])
    .map((file) => ({type: 'database', path: file, isMain}))
}
