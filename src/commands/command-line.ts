import process from 'node:process'
import packageJSON from '../../package.json' with {type: 'json'}
import {SessionpressError} from '../errors.js'
import {currentFolder} from '../system/current-folder.js'
import {ownProcess} from '../system/own-process.js'
import {nearest} from '../text/nearest.js'
import {doctorCommand} from './doctor.js'
import {explainUsage} from './explain-usage.js'
import {exportCommand} from './export.js'
import {initCommand} from './init.js'
import {listCommand} from './list.js'
import {joinLists} from './list-options.js'
import {dash} from './options.js'
import {formatOverview} from './overview.js'
import {previewCommand} from './preview.js'
import {report} from './report.js'
import {reviewCommand} from './review.js'
import {serveCommand} from './serve.js'
import {shareCommand} from './share.js'
import {endOnSignals} from './signals.js'
import {statusCommand} from './status.js'
import {targetsCommand} from './targets.js'
import {print} from './terminal.js'
import {unshareCommand} from './unshare.js'
import {watchCommand} from './watch.js'

const usage = 'Turn a coding session into a page that you own, share it, and take it down.'
const modules = [
  shareCommand,
  unshareCommand,
  statusCommand,
  listCommand,
  exportCommand,
  reviewCommand,
  previewCommand,
  serveCommand,
  watchCommand,
  initCommand,
  targetsCommand,
  doctorCommand,
]
const commands = modules.map(({command}) => String(command).replace(/ .*/, ''))
/** Names of values that are given without `--`. */
const positionals = new Set(['session', 'shares', 'name', '_'])

/**
 * Do what the words behind `sessionpress` ask for. What fails is told.
 *
 * @returns The exit status.
 */
export async function runCommandLine(parameters: string[]): Promise<number> {
  endOnSignals()
  const only = parameters.length === 1 ? parameters[0] : undefined
  // Loading yargs costs almost as much as starting Node.
  if (only === '--help' || only === '-h') {
    print(formatOverview(usage, modules))
    return 0
  }
  ownProcess()
  const options = parameters.slice(0, (parameters.indexOf('--') + 1 || Infinity) - 1)
  try {
    await parse(parameters)
    // A command that has said what it found may ask for another status than that of success.
    return Number(process.exitCode ?? 0)
  } catch (error) {
    return report(error, {isJSON: isJSON(options)})
  }
}

/** Read without yargs, since what fails may be the parsing. */
function isJSON(options: string[]): boolean {
  const said = options.findLast((option) => /^--(?:no-)?json(?:=|$)/.test(option))
  return said === '--json' || said === '--json=true'
}

async function parse(parameters: string[]): Promise<void> {
  // yargs asks for it first, and what it throws explains nothing.
  currentFolder()
  const {default: yargs} = await import('yargs')
  const typed = joinLists(parameters)
  const parser = yargs(typed.map((name) => (name === '-' ? dash : name)))
    .scriptName('sessionpress')
    // One language, whatever the machine's: `explainUsage` reads the messages.
    .locale('en')
    .parserConfiguration({'duplicate-arguments-array': false})
    .usage(`$0 <command>\n\n${usage}`)
    // One by one, since a list could not hold modules of different options.
    .command(shareCommand)
    .command(unshareCommand)
    .command(statusCommand)
    .command(listCommand)
    .command(exportCommand)
    .command(reviewCommand)
    .command(previewCommand)
    .command(serveCommand)
    .command(watchCommand)
    .command(initCommand)
    .command(targetsCommand)
    .command(doctorCommand)
    .demandCommand(1, 'No command was named')
    .strict()
    .check((values) => checkFilled(values, parameters))
    .version(packageJSON.version)
    .alias('help', 'h')
    .exitProcess(false)
    .showHelpOnFail(false)
    .fail((message, error) => {
      if (error && error.name !== 'YError') throw error
      throw refuse(message)
    })
  leaveHelpUnwritten(parser)
  // What goes wrong in a command whose options are loaded first passes `fail` by.
  await parser.parseAsync().catch((error: unknown) => {
    throw error instanceof Error && error.name === 'YError' ? refuse(error.message) : error
  })

  function refuse(message: string): SessionpressError {
    const known = {parameters, commands, options: optionsOf(parser), nearest}
    return explainUsage({...known, message: message.replaceAll(dash, '-')})
  }
}

/**
 * An empty value comes from an unset variable of a script, and would mean the
 * default. A dash means standard input, which only a session can be read from.
 */
function checkFilled(values: Record<string, unknown>, parameters: string[]): true {
  for (const [name, value] of Object.entries(values)) {
    // What was given by its short name stands under the long one too.
    if (/^[a-z]$/.test(name)) continue
    const isDash = [value].flat().includes(dash)
    if (!isDash && ![value].flat().includes('')) continue
    const isOption = parameters.some((parameter) => parameter.startsWith(`--${name}`))
    const what = positionals.has(name) && !isOption ? name : `--${name}`
    throw new SessionpressError('USAGE_INVALID', `\`${what}\` is ${isDash ? '`-`' : 'empty'}`, {
      hint: 'Give it a value, or leave it out.',
    })
  }
  return true
}

/** Names of the options that may be given where parsing is now. */
function optionsOf(parser: object): string[] {
  // The types of yargs leave out `getOptions`.
  const {key} = (parser as {getOptions(): {key: Record<string, unknown>}}).getOptions()
  return Object.keys(key)
}

/**
 * yargs writes the help of every command that it runs, for failures that it tells itself. Ours are told
 * without it, and laying out the text costs half of what starting Node does.
 */
function leaveHelpUnwritten(parser: object): void {
  // The types of yargs leave out `getInternalMethods`.
  const {getUsageInstance} = (
    parser as {getInternalMethods(): {getUsageInstance(): {cacheHelpMessage(): void}}}
  ).getInternalMethods()
  getUsageInstance().cacheHelpMessage = () => undefined
}
