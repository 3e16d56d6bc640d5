import {arrayOf, isObject, type JsonObject, objectOf, textOf} from '../session/json.js'
import type {NativeSession} from '../session/native.js'

/**
 * Whether the project itself has a folder `home` or `Users`, as its diffs and
 * calls name files: then `a/home/x` in a diff is none of a person's.
 */
export function hasHomeFolder(native: NativeSession, projects: readonly string[]): boolean {
  const {info, diffs, messages, children} = native
  return (
    areAny([...diffs, ...diffsOf(info)]) ||
    messages.some(isInMessage) ||
    children.some((child) => hasHomeFolder(child, projects))
  )

  function isInMessage(message: JsonObject): boolean {
    if (areAny(diffsOf(objectOf(message.info)))) return true
    return [...arrayOf(message.parts), ...arrayOf(message.content)].some((part) => {
      const input = objectOf(objectOf(objectOf(part).state).input)
      return isHome(textOf(input.filePath) ?? textOf(input.path))
    })
  }

  function areAny(files: readonly unknown[]): boolean {
    return files.filter(isObject).some(({file, path}) => isHome(textOf(file) ?? textOf(path)))
  }

  function isHome(file: string | undefined): boolean {
    if (file === undefined || !/home|users/i.test(file)) return false
    const root = projects.find((project) => file.startsWith(project))
    const inside = root === undefined ? file : file.slice(root.length).replace(/^[/\\]/, '')
    return /^(?:home|Users)[/\\]/.test(inside)
  }
}

function diffsOf({summary}: JsonObject): readonly unknown[] {
  return arrayOf(objectOf(summary).diffs)
}
