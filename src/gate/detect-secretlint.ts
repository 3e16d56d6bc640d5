import {lintSource} from '@secretlint/core'
import {creator} from '@secretlint/secretlint-rule-preset-recommend'
import {isPlaceholder} from '../redact/placeholders.js'
import {type Spot, unmarked} from './detect.js'

/** What is asked of a rule beside what it does by itself. */
const changes: Record<string, object> = {
  // Off by default. What AWS itself does not hold for secret, the number of an account, stays out.
  '@secretlint/secretlint-rule-aws': {
    options: {enableIDScanRule: true},
    allowMessageIds: ['AWSAccountID'],
  },
}

/**
 * The recommended rules one by one, since a preset does not heed that one of them is disabled:
 * the one that lets a text switch the others off, so that a session could hide a secret by a comment.
 */
const config = {
  rules: creator.rules
    .filter(({meta}) => meta.id !== '@secretlint/secretlint-rule-filter-comments')
    .map((rule) => ({id: rule.meta.id, rule, ...changes[rule.meta.id]})),
}

/** What secretlint finds in a text: somebody else's rules, so that our own mistakes are not the last word. */
export async function secretlintIn(text: string): Promise<Spot[]> {
  const content = unmarked(text)
  const {messages} = await lintSource({
    // Without a path, so that no rule looks for the file itself.
    source: {filePath: '', content, ext: '.txt', contentType: 'text'},
    options: {config, noPhysicFilePath: true},
  })
  return messages.flatMap(({ruleId, messageId, range: [from, to]}) => {
    const value = content.slice(from, to)
    return isExample(value) ? [] : [spotOf(ruleId, messageId, value, from)]
  })
}

/**
 * Examples of documentation stay on the page, whoever knows their form, and so do the
 * accounts that databases are delivered with: `postgres:postgres`.
 */
function isExample(value: string): boolean {
  const [, user, password = value] = /^[\w+:]+:\/\/([^:/\s]+):([^@/\s]+)@/.exec(value) ?? []
  return isPlaceholder(password) || user === password
}

function spotOf(ruleId: string, messageId: string, value: string, from: number): Spot {
  const kind = ruleId.replace('@secretlint/secretlint-rule-', '')
  const what = `what secretlint knows as ${messageId} (${kind})`
  const rule = `secretlint-${kind}`
  return {detector: 'secretlint', rule, what, value, from, to: from + value.length}
}
