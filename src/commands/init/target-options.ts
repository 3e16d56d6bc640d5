import type {Options} from 'yargs'
import {SessionpressError} from '../../errors.js'
import type {TargetQuestions} from '../../index.js'
import {neverNegated} from '../options.js'

type Questions = Readonly<Record<string, TargetQuestions>>

/** An option for everything that some type of target takes, each naming the types that take it. */
export function targetOptions(questions: Questions): Record<string, Options> {
  const options: Record<string, Options> = {}
  for (const {key, kind, describe} of all(questions)) {
    const types = Object.keys(questions).filter((type) =>
      questions[type]?.questions.some((each) => each.key === key),
    )
    const name = optionName(key)
    const about = `${types.join(', ')}: ${describe}`
    options[name] =
      kind === 'switch'
        ? {type: 'boolean', describe: about}
        : {
            type: 'string',
            requiresArg: true,
            describe: about,
            coerce: (value) => neverNegated(name, value),
          }
  }
  return options
}

/** Names of the options that are yes or no. */
export function switchNames(questions: Questions): string[] {
  return all(questions).flatMap(({key, kind}) => (kind === 'switch' ? [optionName(key)] : []))
}

/** What was given of them, by the keys of the configuration. */
export function givenOptions(
  questions: Questions,
  values: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const options: Record<string, unknown> = {}
  for (const {key, kind} of all(questions)) {
    const value = values[optionName(key)]
    if (value === undefined) continue
    options[key] = kind === 'list' ? readProgram(String(value)) : value
  }
  return options
}

/**
 * A program and its parameters as a person types them: words, or a JSON list.
 *
 * @throws SessionpressError `USAGE_INVALID`
 */
export function readProgram(typed: string): unknown {
  if (!typed.trimStart().startsWith('[')) return typed.split(/\s+/).filter(Boolean)
  try {
    return JSON.parse(typed)
  } catch (error) {
    throw new SessionpressError('USAGE_INVALID', '`--run` is no whole JSON list', {
      hint: 'Write it like `--run \'["node", "my publish.js"]\'`.',
      cause: error,
    })
  }
}

function all(questions: Questions) {
  return Object.values(questions).flatMap((each) => each.questions)
}

function optionName(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}
