import {SessionpressError} from '../errors.js'

/** Options that take a list: joined by commas, given several times, or both. */
const listOptions = ['allow', 'exclude', 'drop-turn']

/** Options that take a number, of which yargs would take the sum. */
const numberOptions = ['from-turn', 'to-turn', 'tool-output-lines', 'port', 'jobs']

/**
 * Parameters in which a list that was given in pieces stands once, where it began, its values
 * joined by commas. Of any other option the last one counts: of numbers here, of the rest yargs
 * sees to it.
 */
export function joinLists(parameters: readonly string[]): string[] {
  const joined = listOptions.reduce<string[]>(
    (left, name) => putOnce(left, name, (values) => values.join(',')),
    [...parameters],
  )
  return numberOptions.reduce(
    (left, name) => putOnce(left, name, (values) => values.at(-1) ?? ''),
    joined,
  )
}

function putOnce(
  parameters: string[],
  name: string,
  unite: (values: string[]) => string,
): string[] {
  const spellings = [`--${name}`, `--${name.replace(/-(.)/g, (_all, sign) => sign.toUpperCase())}`]
  const end = parameters.indexOf('--')
  const known = parameters.slice(0, end < 0 ? undefined : end)
  const values: string[] = []
  const rest: string[] = []
  let place = 0
  for (let at = 0; at < known.length; at++) {
    const parameter = known[at] ?? ''
    const inOne = spellings.find((spelling) => parameter.startsWith(`${spelling}=`))
    const value = inOne ? parameter.slice(inOne.length + 1) : known[at + 1]
    // What has no value stays, for yargs to refuse.
    const isGiven = inOne || (spellings.includes(parameter) && isValue(value))
    if (!isGiven || value === undefined) {
      rest.push(parameter)
      continue
    }
    if (values.length === 0) place = rest.length
    values.push(value)
    if (!inOne) at += 1
  }
  if (values.length === 0) return parameters
  // An empty value comes from an unset variable, and is refused like a lone one.
  const list = values.includes('') ? '' : unite(values)
  return [
    ...rest.slice(0, place),
    `--${name}=${list}`,
    ...rest.slice(place),
    ...parameters.slice(known.length),
  ]
}

/** A number below zero is a wrong value, and no option. */
function isValue(parameter: string | undefined): boolean {
  return parameter !== undefined && !/^-(?!\d)/.test(parameter)
}

/**
 * Values of a list. yargs takes `--no-exclude` for a value of `false`.
 *
 * @throws SessionpressError `USAGE_INVALID`, of which yargs keeps the message
 */
export function readList(name: string, list: unknown): string[] | undefined {
  if (list === undefined) return undefined
  if (typeof list !== 'string') {
    throw new SessionpressError('USAGE_INVALID', `There is no option \`--no-${name}\``)
  }
  const values = list.split(',').map((value) => value.trim())
  const named = values.filter((value) => value !== '')
  // That nothing is named is refused as an empty value is.
  return named.length === 0 ? [''] : named
}
