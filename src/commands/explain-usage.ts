import {SessionpressError} from '../errors.js'

/** What is known of a call that yargs refused. */
interface RefusedCall {
  /** What yargs says, in English. */
  message: string
  /** What was typed after the program's name. */
  parameters: string[]
  /** Names of the commands. */
  commands: string[]
  /** Names of the options that may be given there, without dashes. */
  options: string[]
  /** Finds the name that a mistyped one most likely means. */
  nearest(typed: string, names: string[]): string | undefined
}

/** A wrong call in our own words: what is wrong, and the nearest right name. */
export function explainUsage(call: RefusedCall): SessionpressError {
  const {message, parameters, commands} = call
  const unknown = /^Unknown (?:argument|command)s?: (.*)$/s.exec(message)?.[1]?.split(', ')
  if (unknown === undefined) {
    const typed = parameters.find((parameter) => parameter.startsWith('-'))
    const isKnown = typed === undefined || call.options.includes(bareName(typed))
    // Without a command yargs stops at that, whatever else is wrong.
    if (!isKnown && !parameters.some((name) => commands.includes(name))) {
      return unknownOption(call, [bareName(typed)])
    }
    return usageError(explainRest(message), nearestCommand(call))
  }

  const command = parameters.find((parameter) => !parameter.startsWith('-'))
  if (command === undefined || commands.includes(command)) return unknownOption(call, unknown)
  return unknownName(command, call.nearest(command, commands), 'command')
}

function unknownOption(call: RefusedCall, unknown: string[]): SessionpressError {
  const typed = call.parameters.find((parameter) => unknown.includes(bareName(parameter)))
  if (!typed?.startsWith('-')) {
    return usageError(`\`${typed ?? unknown[0]}\` is one argument too many`, nearestCommand(call))
  }
  const name = bareName(typed)
  const meant = name.length > 1 ? call.nearest(name, call.options) : undefined
  // The opposite of what was meant is no help.
  const asTyped = meant && typed.startsWith('--no-') ? `no-${bareName(dash(meant))}` : meant
  return unknownName(typed.replace(/=.*$/s, ''), asTyped && dash(asTyped), 'option')
}

function unknownName(typed: string, meant: string | undefined, kind: string): SessionpressError {
  const hint = meant && `Use \`${meant}\`, if that is what you mean.`
  return usageError(
    `There is no ${kind} \`${typed}\``,
    hint ?? 'Run `sessionpress --help` to see what there is.',
  )
}

/** Where the options of the command are told. */
function nearestCommand({parameters, commands}: RefusedCall): string {
  const command = parameters.find((parameter) => commands.includes(parameter))
  return `Run \`sessionpress ${command ? `${command} ` : ''}--help\` to see how it is called.`
}

function explainRest(message: string): string {
  const [, value, choices] = choice.exec(message) ?? []
  if (value !== undefined) return `\`${value}\` is none of ${choices?.replaceAll('"', '`')}`
  const option = /^Not enough arguments following: (.*)$/.exec(message)?.[1]
  return option === undefined ? message : `\`${dash(option)}\` needs a value`
}

/** What yargs says of one argument that takes certain words only. */
const choice = /^Invalid values:\s+Argument: .*?, Given: "(.*?)", Choices: (.*)$/s

function bareName(parameter: string): string {
  return parameter.startsWith('-')
    ? parameter.replace(/^--?(?:no-(?=.))?/, '').replace(/=.*$/s, '')
    : parameter
}

function dash(option: string): string {
  return `${option.length === 1 ? '-' : '--'}${option}`
}

function usageError(message: string, hint: string): SessionpressError {
  return new SessionpressError('USAGE_INVALID', message, {hint})
}
