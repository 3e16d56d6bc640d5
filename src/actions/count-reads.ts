import type {Bundle, Content} from '../session/bundle.js'

/** The same bundle. Told how many of its files were read to their end, from none on. */
export function countReads(bundle: Bundle, tell: (done: number) => void): Bundle {
  const done = new Set<string>()
  tell(0)
  return new Map([...bundle].map(([path, content]) => [path, counted(path, content)]))

  function counted(path: string, content: Content): Content {
    return {
      ...content,
      async *read() {
        yield* content.read()
        tell(done.add(path).size)
      },
    }
  }
}
