import {HtmlValidate} from 'html-validate'

const validator = new HtmlValidate({
  root: true,
  extends: ['html-validate:recommended'],
  // A page is named by its session's title, however long that is.
  rules: {'long-title': 'off'},
})

/** What html-validate's recommended rules say of a page: one line a rule, with the first two places. */
export async function validateHtml(page: string): Promise<string[]> {
  const {results} = await validator.validateString(page)
  const byRule = new Map<string, string[]>()
  for (const {ruleId, message, line, column} of results.flatMap(({messages}) => messages)) {
    byRule.set(ruleId, [...(byRule.get(ruleId) ?? []), `${message} (${line}:${column})`])
  }
  return [...byRule].map(
    ([rule, places]) => `${rule} ×${places.length}: ${places.slice(0, 2).join(' … ')}`,
  )
}
