import type {NewTarget} from './add-target.js'
import {targetQuestions} from './target-questions.js'

/** A new configuration file with one target, every key explained, and what else could be said as a comment. */
export function writeTemplate({
  name,
  type,
  options,
  encrypt = false,
  share = 'manual',
}: NewTarget): string {
  return `${[
    '// How sessionpress shares the sessions of this project. Comments are fine in this file.',
    '{',
    '  // Where `sessionpress share` publishes to without `--to`.',
    `  "target": ${JSON.stringify(name)},`,
    '  "targets": {',
    `    ${JSON.stringify(name)}: {`,
    ...describeOptions(type, options),
    '    }',
    '  },',
    '  // `manual`: sessions are shared on command. `auto`: by themselves, with the plugin (`sessionpress',
    '  // init opencode`) or `sessionpress watch`. `disabled`: none may be shared from here.',
    `  "share": ${JSON.stringify(share)},`,
    '  // Publish ciphertext alone; the key is in the link.',
    `  "encrypt": ${encrypt},`,
    '  // Ask once before a session is published to a target.',
    '  "confirm": true',
    '}',
  ].join('\n')}\n`
}

function describeOptions(type: string, options: NewTarget['options']): string[] {
  const questions = targetQuestions[type]?.questions ?? []
  const given = Object.entries(options).map(([key, value], index, all) => {
    const about = questions.find((question) => question.key === key)?.describe
    const comma = index < all.length - 1 ? ',' : ''
    return [...comment(about), `      "${key}": ${JSON.stringify(value)}${comma}`]
  })
  const open = questions.filter(({key}) => !(key in options))
  const rest = open.map(({key, kind, example, describe}) => {
    const value = kind === 'switch' ? example : JSON.stringify(example)
    return `      // ${describe}: "${key}": ${value}`
  })
  const comma = given.length > 0 ? ',' : ''
  return [`      "type": ${JSON.stringify(type)}${comma}`, ...given.flat(), ...rest]
}

function comment(about: string | undefined): string[] {
  return about === undefined ? [] : [`      // ${about}.`]
}
