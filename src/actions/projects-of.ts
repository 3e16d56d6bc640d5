import {objectOf, textOf} from '../session/json.js'
import type {NativeSession} from '../session/native.js'

/** Working directory of a session as recorded. */
export function directoryOf({info}: NativeSession): string | undefined {
  return textOf(info.directory) ?? textOf(objectOf(info.location).directory)
}

/** Every folder that the session, its messages or its subagents worked in. */
export function projectsOf(native: NativeSession): string[] {
  const folders = new Set<string>()
  collect(native)
  return [...folders]

  function collect(session: NativeSession): void {
    add(directoryOf(session))
    for (const message of session.messages) {
      const place = objectOf(objectOf(message.info).path)
      add(textOf(place.root))
      add(textOf(place.cwd))
      add(textOf(objectOf(message.location).directory))
    }
    session.children.forEach(collect)
  }

  function add(folder: string | undefined): void {
    if (folder !== undefined) folders.add(folder)
  }
}
