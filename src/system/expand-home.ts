import path from 'node:path'

/** Replace a leading `~` by the home folder; `undefined` where it is needed and not known. */
export function expandHome(file: string, home: string | undefined): string | undefined {
  if (file !== '~' && !/^~[/\\]/.test(file)) return file
  return home === undefined ? undefined : path.join(home, file.slice(1))
}
