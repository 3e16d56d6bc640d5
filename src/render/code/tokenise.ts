import type {Grammar} from './grammars.js'
import {appendSpan, kindOfToken, type Span} from './spans.js'

type Tokeniser = ReturnType<Grammar['core']['getLanguage']>
type State = ReturnType<Tokeniser['tokenizeLine2']>['ruleStack']

/** A state that a grammar was in after a line, with a number by which it is known again. */
interface KnownState {
  state: State
  number: number
}

/** What a line became, and the state after it. */
interface Line {
  spans: Span[]
  after: KnownState
}

/** Colours texts of one grammar, line by line. */
export type Tokenise = (code: string, maxLineLength: number) => Span[][]

/** Characters of lines that are remembered for one grammar; their colours take twenty times as much. */
const mostRemembered = 100_000

/**
 * Lines of a text with their colours, as shiki's own `codeToTokensBase` gives them.
 *
 * What a line becomes depends on it and on the state that the line before left the grammar in, so
 * both together are remembered: in edits of one file most lines come again and again, and of both
 * sides of a change those around it.
 *
 * @throws Error where the grammar breaks on an input
 */
export function createTokeniser({core, name}: Grammar): Tokenise {
  const {theme, colorMap} = core.setTheme('sp')
  // Colours of a theme of CSS variables are numbers until the end.
  const colours = colorMap.map(
    (colour) => theme.colorReplacements?.[colour?.toLowerCase()] ?? colour,
  )
  const grammar = core.getLanguage(name)
  const lines = new Map<string, Line>()
  const states = new Map<string, KnownState[]>()
  let remembered = 0
  let count = 0

  return (code, maxLineLength) => {
    let before: KnownState | undefined
    return code.split('\n').map((text) => {
      if (text === '') return []
      // The state stays that of the line before.
      if (text.length >= maxLineLength) return [{text, kind: undefined}]
      const line = remember(text, before)
      before = line.after
      return line.spans
    })
  }

  function remember(text: string, before: KnownState | undefined): Line {
    const key = `${before?.number ?? ''}\n${text}`
    const known = lines.get(key)
    if (known) return known
    // Cut from the key, so that what is remembered holds no longer text in memory.
    const line = read(key.slice(key.length - text.length), before)
    remembered += key.length
    if (remembered > mostRemembered) {
      lines.clear()
      states.clear()
      remembered = key.length
    }
    lines.set(key, line)
    return line
  }

  function read(text: string, before: KnownState | undefined): Line {
    // A limit of time would let a busy machine colour otherwise.
    const {tokens, ruleStack} = grammar.tokenizeLine2(text, before?.state ?? null, 0)
    const spans: Span[] = []
    for (let at = 0; at < tokens.length; at += 2) {
      const content = text.slice(tokens[at], tokens[at + 2] ?? text.length)
      if (content === '') continue
      appendSpan(spans, content, kindOfToken(content, colours[colourOf(tokens[at + 1] ?? 0)]))
    }
    if (spans.map((span) => span.text).join('') !== text) throw new Error('Some of it got lost.')
    return {spans, after: knownState(ruleStack)}
  }

  function knownState(state: State): KnownState {
    const key = flagsOf(state)
    const alike = states.get(key) ?? []
    const same = alike.find((one) => one.state.equals(state))
    if (same) return same
    const found = {state, number: ++count}
    states.set(key, [...alike, found])
    return found
  }
}

/** Number of the colour in what vscode-textmate says of a token: bits 15 to 23. */
function colourOf(metadata: number): number {
  return (metadata >>> 15) & 0x1ff
}

/** What `equals` of vscode-textmate leaves out and the next line depends on all the same: whether each rule began at the end of its line. */
function flagsOf(state: State): string {
  let flags = ''
  type Level = {beginRuleCapturedEOL?: boolean; parent?: Level | null}
  for (let level: Level | null | undefined = state as Level; level; level = level.parent)
    flags += level.beginRuleCapturedEOL ? '1' : '0'
  return flags
}
