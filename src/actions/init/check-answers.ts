import * as v from 'valibot'
import {describeIssue} from '../../config/check-object.js'
import {withoutSecrets} from '../../config/target-place.js'
import {type TargetQuestion, targetQuestions} from '../../config/target-questions.js'
import {SessionpressError} from '../../errors.js'
import {targetSchemas} from '../../targets/registry.js'
import {nearest} from '../../text/nearest.js'

/** Types that can be asked for, those first that ask the least. */
export const initTypes: readonly string[] = Object.keys(targetQuestions).filter(
  (type) => type in targetSchemas,
)

/** The error for a type of target that is not there. It names the nearest one, or all. */
export function unknownType(type: string | undefined): SessionpressError {
  const meant = type === undefined ? undefined : nearest(type, initTypes)
  return usage(
    type === undefined ? 'No type of target was named' : `There is no type of target \`${type}\``,
    `Write \`--target ${meant ?? initTypes.join('`, `--target ')}\`.`,
  )
}

/**
 * Refuse a name that `--to` could not tell from a folder, or that is none.
 *
 * @throws SessionpressError `USAGE_INVALID`
 */
export function checkName(name: string): void {
  if (/^[\p{L}\p{N}][\p{L}\p{N}._-]*$/u.test(name)) return
  throw usage(
    `\`${name}\` cannot be the name of a target`,
    'Use letters, digits, dots and dashes, such as `--name site`.',
  )
}

/**
 * Refuse options that a type of target does not take, misses, or takes otherwise.
 *
 * @param proposed What could be given for those that are missing.
 * @throws SessionpressError `USAGE_INVALID`
 */
export function checkOptions(
  type: string,
  options: Readonly<Record<string, unknown>>,
  proposed: Readonly<Record<string, string>>,
): void {
  for (const key of Object.keys(options)) {
    if (takes(type, key)) continue
    const takers = initTypes.filter((each) => takes(each, key))
    throw usage(
      `A \`${type}\` target takes no \`${optionName(key)}\``,
      takers.length > 0
        ? `It is of \`--target ${takers.join('` and `--target ')}\`.`
        : 'Leave it out.',
    )
  }
  const questions = targetQuestions[type]?.questions ?? []
  const missing = questions.filter(({key, isRequired}) => isRequired && !(key in options))
  if (missing.length > 0) throw incomplete(type, missing, proposed)
  for (const [key, value] of Object.entries(options)) {
    const why = refuseOption(type, key, value)
    if (why !== undefined) throw usage(why, `Run \`sessionpress init --help\` to see what it is.`)
  }
}

/** What is wrong with the value of an option; `undefined` where nothing is. */
export function refuseOption(type: string, key: string, value: unknown): string | undefined {
  const schema = targetSchemas[type]?.entries[key]
  if (!schema) return undefined
  if (typeof value === 'string' && withoutSecrets(value) !== value) {
    return `\`${optionName(key)}\` holds a password, which would be in the file for all to read`
  }
  const result = v.safeParse(schema, value)
  return result.success ? undefined : describeIssue(optionName(key), result.issues[0], true)
}

function takes(type: string, key: string): boolean {
  return Object.hasOwn(targetSchemas[type]?.entries ?? {}, key)
}

/** An option of the command line by its key in the configuration. */
export function optionName(key: string): string {
  return `--${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
}

function incomplete(
  type: string,
  missing: TargetQuestion[],
  proposed: Readonly<Record<string, string>>,
): SessionpressError {
  const names = missing.map(({key}) => `\`${optionName(key)}\``)
  const parts = missing.map(
    ({key, example}) => `${optionName(key)} ${quoted(proposed[key] ?? example)}`,
  )
  return usage(
    `A \`${type}\` target needs ${names.join(' and ')}`,
    `Write it like \`${parts.join(' ')}\`.`,
  )
}

function quoted(value: string): string {
  return value.includes(' ') ? `"${value}"` : value
}

function usage(message: string, hint: string): SessionpressError {
  return new SessionpressError('USAGE_INVALID', message, {hint})
}
