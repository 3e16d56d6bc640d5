import {lintSource} from '@secretlint/core'
import {creator} from '@secretlint/secretlint-rule-preset-recommend'
import {type Spot, unmarked} from './detect.js'

const config = {
  rules: [
    {
      id: creator.meta.id,
      rule: creator,
      rules: [
        // Off by default, since an id alone opens nothing; a page shall not name it all the same.
        {id: '@secretlint/secretlint-rule-aws', options: {enableIDScanRule: true}},
        // It lets a text switch the others off: a session could hide a secret by a comment.
        {id: '@secretlint/secretlint-rule-filter-comments', disabled: true},
      ],
    },
  ],
}

/** What secretlint finds in a text: somebody else's rules, so that our own mistakes are not the last word. */
export async function secretlintIn(text: string): Promise<Spot[]> {
  const content = unmarked(text)
  const {messages} = await lintSource({
    source: {filePath: 'text.txt', content, ext: '.txt', contentType: 'text'},
    options: {config, noPhysicFilePath: true},
  })
  return messages.map(({ruleId, messageId, range: [from, to]}) => {
    const kind = ruleId.replace('@secretlint/secretlint-rule-', '')
    return {
      detector: 'secretlint',
      rule: `secretlint-${kind}`,
      what: `what secretlint knows as ${messageId} (${kind})`,
      value: content.slice(from, to),
      from,
      to,
    }
  })
}
