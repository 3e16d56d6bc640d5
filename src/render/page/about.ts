import {keyValues} from '../../../templates/key-values.js'
import type {Finding} from '../../session/finding.js'
import type {Session, Tokens} from '../../session/model.js'
import {fullModelName} from '../../session/model-name.js'
import {type Html, type HtmlValue, html} from '../html.js'
import type {RenderContext} from '../render-context.js'
import type {Scope} from '../scope.js'
import {count, formatNumber} from '../text/format.js'
import {visible} from '../text/visible.js'
import {jsonCard} from '../tools/values.js'

/** How this page came to be, what was masked, and what no other place shows. */
export function* renderAbout(session: Session, scope: Scope): Generator<Html> {
  const {context} = scope
  const facts: [HtmlValue, HtmlValue][] = [
    ['made with', `sessionpress ${context.version}`],
    ['share', context.isLocal ? html`local export, ${context.shareID}` : context.shareID],
    ['session', visible(session.id)],
    ['agent', visible([session.agent.name, session.agent.version].filter(Boolean).join(' '))],
  ]
  if (session.parentID !== undefined) facts.push(['parent session', visible(session.parentID)])
  if (session.directory !== undefined) facts.push(['directory', visible(session.directory)])
  if (session.models.length > 0) {
    facts.push(['models', session.models.map(fullModelName).join(', ')])
  }
  facts.push(['messages', formatNumber(session.totals.messages)])
  facts.push(...tokenFacts(session.totals.tokens))
  yield html`<div><h3>This session</h3>\n${keyValues(facts)}</div>\n`
  yield html`<div>${maskedParts(context.findings)}</div>\n`
  yield context.pieces.afterwards(() => plainLanguages(context))
  const twins = sameAs(context)
  if (twins) yield html`<div>${twins}</div>\n`
  if (context.importFrom !== undefined) {
    yield html`<div>${importCommand(context.importFrom)}</div>\n`
  }
  if (session.extra && Object.keys(session.extra).length > 0) {
    yield html`<div><h3>More that was recorded</h3>\n${jsonCard(session.extra, scope)}</div>\n`
  }
}

function plainLanguages({pieces}: RenderContext): Html {
  const plain = [...pieces.plain].sort()
  return html`${plain.length > 0 && html`<div><h3>What has no colours</h3>\n<p>Some code in ${plain.join(', ')} is plain, since colouring took too long.</p></div>\n`}`
}

/** Findings by kind: `[['github-token', 3], …]`, in order of the kinds. */
export function countsByRule(findings: readonly Finding[]): [string, number][] {
  const counts = new Map<string, number>()
  for (const {rule, count: times} of findings) counts.set(rule, (counts.get(rule) ?? 0) + times)
  return [...counts].sort(([one], [other]) => (one < other ? -1 : 1))
}

function maskedParts(findings: readonly Finding[]): Html {
  const secrets = findings.filter(({number}) => number > 0)
  const items = countsByRule(secrets).map(
    ([rule, times]) => html`<li>${rule}: ${count(times, 'time')}</li>\n`,
  )
  // Folders carry no number: each became `.` or `~`.
  const isShortened = secrets.length < findings.length
  return html`<h3>What was masked</h3>
${
  secrets.length === 0
    ? html`<p>Nothing that looked secret was found. Nobody can promise that nothing is.</p>\n`
    : html`<p>Each <span class="sp-redacted">[redacted:kind#n]</span> on this page replaces a value. The same number is the same value.</p>\n<ul>\n${items}</ul>\n`
}${isShortened && html`<p>Names of folders were shortened: the project’s is <code>.</code>, a home folder is <code>~</code>.</p>\n`}`
}

function sameAs({hasMarkdown, hasJson, leftOfJson}: RenderContext): Html | undefined {
  if (!hasMarkdown && !hasJson) return undefined
  return html`<h3>The same session as</h3>
<ul>
${hasMarkdown && html`<li><a href="session.md">Markdown</a></li>\n`}${hasJson && html`<li><a href="session.json">JSON</a>, in its agent’s own format${leftSentence(leftOfJson)}</li>\n`}</ul>
`
}

function importCommand(from: string): Html {
  const file = html`<a href="session.json">session.json</a>`
  const isFile = from === 'session.json'
  return html`<h3>Go on with it in OpenCode</h3>
<figure class="sp-code" dir="ltr"><figcaption>Terminal</figcaption><pre><code>opencode import ${from}</code></pre></figure>
<p>${isFile ? html`Save ${file} first.` : html`Or save ${file}, and import that.`} It brings back the conversation, without what was masked.</p>
`
}

function leftSentence(left: RenderContext['leftOfJson']): string {
  const what = [
    left?.messages && count(left.messages, 'message'),
    left?.parts && count(left.parts, 'part'),
  ].filter(Boolean)
  if (what.length === 0) return ''
  return `. It leaves out ${what.join(' and ')} that the agent’s import would refuse`
}

function tokenFacts(tokens: Tokens): [HtmlValue, HtmlValue][] {
  const names: [keyof Tokens, string][] = [
    ['input', 'tokens in'],
    ['output', 'tokens out'],
    ['reasoning', 'tokens of reasoning'],
    ['cacheRead', 'tokens from cache'],
    ['cacheWrite', 'tokens into cache'],
  ]
  return names
    .filter(([key]) => tokens[key] > 0)
    .map(([key, name]) => [name, formatNumber(tokens[key])])
}
