import type {FileDiff} from '../../session/model.js'

/**
 * Ids of the files of a session: `f-` and a hash of the path, so that a link
 * still leads to its file when the session went on and is shared again.
 */
export function fileIDs(diffs: readonly FileDiff[]): string[] {
  const taken = new Set<string>()
  return diffs.map(({path}) => {
    const wanted = `f-${hashOf(path)}`
    let id = wanted
    for (let again = 2; taken.has(id); again++) id = `${wanted}-${again}`
    taken.add(id)
    return id
  })
}

/** FNV-1a with 32 bits over UTF-8, as 8 hexadecimal digits. */
function hashOf(text: string): string {
  let hash = 0x811c9dc5
  for (const byte of new TextEncoder().encode(text)) {
    hash = Math.imul(hash ^ byte, 0x01000193)
  }
  return (hash >>> 0).toString(16).padStart(8, '0')
}
