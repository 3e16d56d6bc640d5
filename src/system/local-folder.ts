import path from 'node:path'

/**
 * Whether a folder that a session names may be looked into: a name on the
 * network would make the system ask a stranger's machine, and greet it with the person's name.
 */
export function isLocalFolder(folder: string): boolean {
  return path.isAbsolute(folder) && !/^(?:\\\\|\/\/)/.test(folder)
}
