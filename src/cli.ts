#!/usr/bin/env node
import process from 'node:process'
import packageJSON from '../package.json' with {type: 'json'}
import {doctorCommand} from './commands/doctor.js'
import {explainUsage} from './commands/explain-usage.js'
import {exportCommand} from './commands/export.js'
import {initCommand} from './commands/init.js'
import {endWaiting, interrupt} from './commands/interruption.js'
import {listCommand} from './commands/list.js'
import {joinLists} from './commands/list-options.js'
import {dash} from './commands/options.js'
import {formatOverview} from './commands/overview.js'
import {previewCommand} from './commands/preview.js'
import {interruptedStatus, report} from './commands/report.js'
import {reviewCommand} from './commands/review.js'
import {serveCommand} from './commands/serve.js'
import {shareCommand} from './commands/share.js'
import {statusCommand} from './commands/status.js'
import {targetsCommand} from './commands/targets.js'
import {print, say} from './commands/terminal.js'
import {unshareCommand} from './commands/unshare.js'
import {watchCommand} from './commands/watch.js'
import {SessionpressError} from './errors.js'
import {currentFolder} from './system/current-folder.js'
import {systemCode} from './system/error-code.js'
import {nearest} from './text/nearest.js'

const parameters = process.argv.slice(2)

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

endWithReader()
endOnSignals()
// Loading yargs costs almost as much as starting Node.
const only = parameters.length === 1 ? parameters[0] : undefined
if (only === '--version') print(packageJSON.version)
else if (only === '--help' || only === '-h') print(formatOverview(usage, modules))
else process.exitCode = await run()

async function run(): Promise<number> {
  const options = parameters.slice(0, (parameters.indexOf('--') + 1 || Infinity) - 1)
  try {
    await parse()
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

async function parse(): Promise<void> {
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
    .check(checkFilled)
    .version(packageJSON.version)
    .alias('help', 'h')
    .exitProcess(false)
    .showHelpOnFail(false)
    .fail((message, error) => {
      if (error && error.name !== 'YError') throw error
      throw refuse(message)
    })
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
function checkFilled(values: Record<string, unknown>): true {
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

/** A reader such as `head` that has seen enough closes the pipe. That is no failure. */
function endWithReader(): void {
  process.stdout.on('error', (error) => {
    if (systemCode(error) === 'EPIPE') process.exit()
    say(`error: The result could not be written (${error.message}).`)
    say('hint: What was done stays done; `sessionpress list` shows what is shared.')
    process.exit(1)
  })
  // What is said beside the result may get lost; the work goes on.
  process.stderr.on('error', () => undefined)
}

/**
 * The first Ctrl-C lets the running action clean up, for as long as a person
 * has patience; the second one, SIGTERM, and a terminal that is closed end at
 * once. The ledger copes with each.
 */
function endOnSignals(): void {
  let isFirst = true
  process.on('SIGINT', () => {
    if (endWaiting()) return
    if (!isFirst) process.exit(interruptedStatus)
    isFirst = false
    interrupt()
    setTimeout(() => process.exit(interruptedStatus), 2000).unref()
  })
  for (const [signal, status] of [
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const) {
    process.on(signal, () => {
      if (!endWaiting()) process.exit(status)
    })
  }
}
