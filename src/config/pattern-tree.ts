/** A regular expression, as far as it matters to how long it can take. */
export type PatternNode =
  /** One character of a set; `source` is that set as an expression. */
  | {type: 'character'; source: string}
  | {type: 'sequence'; items: PatternNode[]}
  | {type: 'choice'; options: PatternNode[]}
  /** `max` is `Infinity` where nothing bounds it. */
  | {type: 'repeat'; body: PatternNode; min: number; max: number}
  /** Lookaround: takes no character, and can take its time all the same. */
  | {type: 'look'; body: PatternNode}
  | {type: 'reference'}

/** Parse an expression that `RegExp` has taken with the flag `u`, so that its syntax is known to be right. */
export function parsePattern(text: string): PatternNode {
  let at = 0
  return parseChoice()

  function parseChoice(): PatternNode {
    const options = [parseSequence()]
    while (take(/\|/y) !== undefined) options.push(parseSequence())
    const [only] = options
    return only && options.length === 1 ? only : {type: 'choice', options}
  }

  function parseSequence(): PatternNode {
    const items: PatternNode[] = []
    while (at < text.length && text[at] !== '|' && text[at] !== ')') {
      if (take(/\^|\$|\\[bB]/y) !== undefined) continue
      items.push(parseRepeat(parseAtom()))
    }
    return {type: 'sequence', items}
  }

  function parseAtom(): PatternNode {
    const look = take(/\(\?<?[=!]/y)
    if (look !== undefined) return {type: 'look', body: parseRest()}
    if (take(/\((?:\?:|\?<[^>]+>)?/y) !== undefined) return parseRest()
    if (take(/\\(?:[1-9]\d*|k<[^>]+>)/y) !== undefined) return {type: 'reference'}
    const source = take(/\[(?:\\.|[^\]\\])*\]|\\(?:[pP]\{[^}]+\}|u\{[^}]+\}|u....|x..|c.|.)|./suy)
    return {type: 'character', source: source ?? ''}
  }

  function parseRest(): PatternNode {
    const body = parseChoice()
    at += 1 // The closing parenthesis.
    return body
  }

  function parseRepeat(body: PatternNode): PatternNode {
    const sign = take(/(?:[*+?]|\{\d+(?:,\d*)?\})\??/y)
    if (sign === undefined) return body
    const [, from, comma, to] = /^\{(\d+)(,?)(\d*)\}/.exec(sign) ?? []
    if (from === undefined) {
      const min = sign.startsWith('+') ? 1 : 0
      return {type: 'repeat', body, min, max: sign.startsWith('?') ? 1 : Number.POSITIVE_INFINITY}
    }
    const most = to ? Number(to) : Number.POSITIVE_INFINITY
    return {type: 'repeat', body, min: Number(from), max: comma ? most : Number(from)}
  }

  function take(what: RegExp): string | undefined {
    what.lastIndex = at
    const found = what.exec(text)?.[0]
    at += found?.length ?? 0
    return found
  }
}

/** The node and everything in it. */
export function* within(node: PatternNode): Generator<PatternNode> {
  yield node
  if (node.type === 'sequence') for (const item of node.items) yield* within(item)
  if (node.type === 'choice') for (const option of node.options) yield* within(option)
  if (node.type === 'repeat' || node.type === 'look') yield* within(node.body)
}
