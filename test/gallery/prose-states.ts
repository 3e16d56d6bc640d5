/** What a designer wants to see of Markdown, and how a text is known to have it. */
const features: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['headings', /^#{1,6} \S.*\n[\s\S]*^#{1,6} \S/m],
  ['table', /^\|?[^\n|]+\|[^\n]*\n\|?[ :|-]*-[ :|-]*\|/m],
  ['task list', /^\s*[-*] \[[ x]\] /m],
  ['footnotes', /\[\^\w+\][\s\S]*^\[\^\w+\]:/m],
  ['list', /^[-*] (?!\[[ x]\])/m],
  ['numbered list', /^\d+\. /m],
  ['nested lists', /^(?:[-*]|\d+\.) .*\n(?:.*\n)*? {2,}(?:[-*]|\d+\.) /m],
  ['code with a language', /^```(?!math|mermaid)\w+/m],
  ['code without a language', /(?:^|\n\n)```\n[\s\S]*?\n```/],
  ['inline math', /(?<!\$)\$[^$\s][^$\n]*\\[^$\n]*\$(?!\$)/],
  ['display math', /^\$\$[\s\S]+?\$\$|^```math/m],
  ['mermaid', /^```mermaid/m],
  ['quotation', /^> /m],
  ['rule', /\n\n(?:---|\*\*\*)\n/],
  ['link', /\]\(https?:|https?:\/\/\w/],
  ['link that leads nowhere', /\]\((?!https?:|mailto:|#)[^)\s]+\)/],
  ['picture that is not loaded', /!\[[^\]]*\]\(/],
  ['raw HTML', /(?<!`)<[A-Za-z][\w-]*[^`]*>(?!`)/],
  ['struck text', /~~[^~\n]+~~/],
  ['right to left', /[\u0590-\u08ff]{3}/],
  ['code in right to left', /[\u0590-\u08ff][^\n]*`[^`\n]+`[^\n]*[\u0590-\u08ff]/],
  ['Chinese, Japanese, Korean', /[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]{3}/],
  ['emoji', /\p{Extended_Pictographic}/u],
  ['redaction', /\[redacted:[a-z-]+#\d+\]/],
  ['hidden characters', /[\u202a-\u202e\u2066-\u2069\u200b]/],
  ['a very long word', /[^\s|/\\-]{120}/],
  ['shown as it was written', /(?:> ?){41}/],
]

/** The features of a text; `plain` where it has none. */
export function featuresOf(text: string): string[] {
  const found = features.filter(([, pattern]) => pattern.test(text)).map(([name]) => name)
  return found.length > 0 ? found : ['plain']
}

/** The features of a text to be looked at: one that has many of them shows no single one well. */
export function mainFeaturesOf(text: string): string[] {
  const found = featuresOf(text)
  return found.length > 4 || text.length > 3_000 ? ['much at once'] : found
}
