import {stat} from 'node:fs/promises'

/** Whether a folder is there; what cannot be looked at is none that anybody here could use. */
export async function isFolder(place: string): Promise<boolean> {
  try {
    return (await stat(place)).isDirectory()
  } catch {
    return false
  }
}
