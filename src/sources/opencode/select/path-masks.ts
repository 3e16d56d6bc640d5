/** Names of files and folders, and what stands for each: `[path#1].ts`. */
export interface PathMasks {
  /** By every way in which a name is written. */
  masks: ReadonlyMap<string, string>
  /** Names that are told from words wherever they stand; others are replaced where a field holds nothing else. */
  inTexts: readonly string[]
}

/** Number names by their order. Ways to write one path have one number. */
export function pathMasks(paths: readonly string[]): PathMasks {
  const numbers = new Map<string, number>()
  const masks = new Map<string, string>()
  const inTexts = new Set<string>()
  for (const path of paths) {
    const plain = plainOf(path)
    const number = numberOf(plain)
    const mask = maskOf(plain, number)
    for (const way of waysOf(path, plain)) add(way, mask, isTelling(way))
  }
  for (const path of paths) addAround(plainOf(path))
  return {masks, inTexts: [...inTexts]}

  /** The name without its folders, and the folders above it. */
  function addAround(plain: string): void {
    const steps = plain.split('/')
    const base = steps.at(-1) ?? ''
    const own = numbers.get(plain) ?? 0
    if (base !== plain && isBaseName(base)) add(base, maskOf(base, own), true)
    for (let end = steps.length - 1; end > 0; end--) {
      const folder = steps.slice(0, end).join('/')
      // A folder of one short word, such as `src`, is a word like others.
      if (!folder.includes('/') || !isTelling(folder)) break
      for (const way of waysOf(folder, folder)) add(way, maskOf('', numberOf(folder)), true)
    }
  }

  function add(way: string, mask: string, isText: boolean): void {
    if (!masks.has(way)) masks.set(way, mask)
    if (isText) inTexts.add(way)
  }

  function numberOf(plain: string): number {
    const number = numbers.get(plain) ?? numbers.size + 1
    numbers.set(plain, number)
    return number
  }
}

/** Without what only says where a path starts. */
function plainOf(path: string): string {
  const decoded = path.startsWith('file:') ? decode(path.replace(/^file:(?:\/\/)?/, '')) : path
  const slashes = decoded.includes('/') ? decoded : decoded.replaceAll('\\', '/')
  return slashes.replace(/^(?:\.|~)?\//, '').replace(/\/+$/, '')
}

function decode(url: string): string {
  try {
    return decodeURI(url.replace(/[?#].*$/, ''))
  } catch {
    return url // No URL after all.
  }
}

/** As declared, with and without its start, with the slashes of Windows, once more escaped. */
function waysOf(path: string, plain: string): string[] {
  const back = plain.replaceAll('/', '\\')
  const ways = [path, plain, `./${plain}`, `~/${plain}`, `/${plain}`, encodeURI(plain)]
  if (back !== plain) ways.push(back, back.replaceAll('\\', '\\\\'))
  return [...new Set(ways)].filter((way) => way.length > 1 && way !== './' && way !== '~/')
}

function maskOf(plain: string, number: number): string {
  const extension = /[^/.]\.((?:d\.|test\.|spec\.)?[A-Za-z0-9]{1,10})$/.exec(plain)?.[1]
  const kept = extension === undefined ? '' : `.${extension.split('.').at(-1)}`
  return `[path#${number}]${kept}`
}

/** Whether nobody takes it for a word of a sentence. */
function isTelling(way: string): boolean {
  const name = way.replace(/^(?:\.|~)?[/\\]/, '').replace(/[/\\]$/, '')
  if (/[/\\]/.test(name)) return name.length >= 5
  return isBaseName(name)
}

/** A base name of a usual length with an extension; also a name of a file that starts with a dot. */
function isBaseName(name: string): boolean {
  if (name.length < 5) return false
  return (
    /^[^\s/\\]*[\p{L}\p{N}_-]\.[A-Za-z0-9]{1,10}$/u.test(name) || /^\.[a-z][\w.-]{3,}$/i.test(name)
  )
}
