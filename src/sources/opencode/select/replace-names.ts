interface Node {
  next: Map<string, Node>
  /** What stands for the name that ends here. */
  mask?: string
}

/**
 * Make a replacer of names in texts: the longest name that begins at a place
 * counts. It reads a text once, however many names there are.
 */
export function nameReplacer(
  names: readonly string[],
  masks: ReadonlyMap<string, string>,
): (text: string) => string {
  const root: Node = {next: new Map()}
  for (const name of names) plant(root, name, masks.get(name) ?? '')

  return function replace(text) {
    let result = ''
    let done = 0
    for (let at = 0; at < text.length; at++) {
      if (!root.next.has(text.charAt(at)) || goesOn(text, at)) continue
      const found = longestAt(text, at)
      if (!found) continue
      result += text.slice(done, at) + found.mask
      done = found.end
      at = found.end - 1
    }
    return done === 0 ? text : result + text.slice(done)
  }

  function longestAt(text: string, start: number): {end: number; mask: string} | undefined {
    let node: Node | undefined = root
    let found: {end: number; mask: string} | undefined
    for (let at = start; node && at <= text.length; at++) {
      if (node.mask !== undefined && !isWord(text[at])) found = {end: at, mask: node.mask}
      node = node.next.get(text.charAt(at))
    }
    return found
  }
}

function plant(root: Node, name: string, mask: string): void {
  let node = root
  for (const sign of name.split('')) {
    const next: Node = node.next.get(sign) ?? {next: new Map()}
    node.next.set(sign, next)
    node = next
  }
  node.mask = mask
}

/** Whether what stands before a place makes it the middle of a word; the `n` of an escaped `\\n` does not. */
function goesOn(text: string, at: number): boolean {
  return isWord(text[at - 1]) && !(/[nrt]/.test(text[at - 1] ?? '') && text[at - 2] === '\\')
}

/** Signs that go on with a name, so that what ends or begins beside one is another name. */
function isWord(sign: string | undefined): boolean {
  return sign !== undefined && /[\p{L}\p{N}_]/u.test(sign)
}
