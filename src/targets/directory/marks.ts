import {readdir, rm} from 'node:fs/promises'
import path from 'node:path'
import {isNowhere, systemCode} from '../../system/error-code.js'
import {makeFolder, syncFolder} from '../../system/sync-folder.js'
import {writeDurably} from '../../system/write-durably.js'
import {explainDiskError} from '../disk-error.js'

/** Which shares of a folder its host may have in another state than the folder. */
export interface Marks {
  /** @returns Whether the mark is a new one; also false where there is no folder to put it into. */
  set(name: string, folder?: 'makes the folder'): Promise<boolean>
  clear(names: readonly string[]): Promise<void>
  /** Whether any of them is marked. */
  has(names: readonly string[]): Promise<boolean>
  /** Names of all that are marked. */
  list(): Promise<string[]>
}

/** The marks in a folder: an empty file each, hidden, beside its share. */
export function marksIn(folder: string): Marks {
  return {
    set: (name, makes) =>
      explained(folder, async () => {
        if (makes) await makeFolder(folder)
        try {
          await writeDurably(fileOf(name), '')
        } catch (error) {
          if (systemCode(error) === 'EEXIST' || isNowhere(error)) return false
          throw error
        }
        await syncFolder(folder)
        return true
      }),
    clear: (names) =>
      explained(folder, async () => {
        if (!(await hasAny(names))) return
        for (const name of names) await rm(fileOf(name), {force: true})
        await syncFolder(folder)
      }),
    has: (names) => explained(folder, () => hasAny(names)),
    list: () => explained(folder, list),
  }

  function fileOf(name: string): string {
    return path.join(folder, `.${name}${ending}`)
  }

  async function hasAny(names: readonly string[]): Promise<boolean> {
    const marked = new Set(await list())
    return names.some((name) => marked.has(name))
  }

  async function list(): Promise<string[]> {
    const files = await readdir(folder).catch((error: unknown) => {
      if (isNowhere(error)) return []
      throw error
    })
    return files
      .filter((file) => file.startsWith('.s_') && file.endsWith(ending))
      .map((file) => file.slice(1, -ending.length))
  }
}

const ending = '.undeployed'

async function explained<Result>(folder: string, action: () => Promise<Result>): Promise<Result> {
  try {
    return await action()
  } catch (error) {
    throw explainDiskError(error, `keep a mark in \`${folder}\``)
  }
}
