/** A folder of paths, or one path. `name` is what its parents do not say. */
export type TreeNode<T> =
  | {type: 'folder'; name: string; items: TreeNode<T>[]}
  | {type: 'file'; name: string; file: T}

/** Folders inside of each other; what is deeper is named by the rest of its path. */
const deepest = 12

/** A file, the names of its path, and how many of them are its parents'. */
interface Entry<T> {
  file: T
  names: readonly string[]
}

/**
 * Files by folder: folders first, each in the order of code units. A folder
 * that holds one folder alone is joined with it, so that `src/cart` is one row.
 */
export function treeOf<T>(files: readonly T[], pathOf: (file: T) => string): TreeNode<T>[] {
  return grow(
    files.map((file) => ({file, names: pathOf(file).split('/')})),
    0,
    0,
  )
}

/** The entries of a folder, whose own path is the first `from` names of each. */
function grow<T>(entries: readonly Entry<T>[], from: number, depth: number): TreeNode<T>[] {
  const folders = new Map<string, Entry<T>[]>()
  const files: TreeNode<T>[] = []
  for (const entry of entries) {
    const {names, file} = entry
    const name = names[from] ?? ''
    if (names.length === from + 1 || depth >= deepest) {
      files.push({type: 'file', name: names.slice(from).join('/'), file})
    } else {
      const inside = folders.get(name)
      if (inside) inside.push(entry)
      else folders.set(name, [entry])
    }
  }
  const grown = [...folders.values()].map((inside) => folder(inside, from, depth))
  return [...grown.sort(byName), ...files.sort(byName)]
}

function folder<T>(inside: readonly Entry<T>[], from: number, depth: number): TreeNode<T> {
  const names = inside[0]?.names ?? []
  let end = from + 1
  while (inside.every((one) => one.names.length > end + 1 && one.names[end] === names[end])) end++
  return {
    type: 'folder',
    name: names.slice(from, end).join('/'),
    items: grow(inside, end, depth + 1),
  }
}

function byName<T>(one: TreeNode<T>, other: TreeNode<T>): number {
  return one.name < other.name ? -1 : one.name > other.name ? 1 : 0
}
