import type {CommandModule} from 'yargs'
import type {InitOptions, InitResult} from '../index.js'
import {given} from './given.js'
import {askForTarget} from './init/ask-for-target.js'
import {checkTogether, installForOpenCode} from './init/opencode.js'
import {givenOptions, switchNames, targetOptions} from './init/target-options.js'
import {json, neverNegated, quiet} from './options.js'
import {plain, plainJSON} from './plain.js'
import {withProgress} from './progress.js'
import {refuseValues} from './refuse-values.js'
import {endAfterOutput, isInteractive, print, say, tell} from './terminal.js'

interface InitArguments {
  tool: string | undefined
  global: boolean
  remove: boolean
  target: string | undefined
  name: string | undefined
  encrypt: boolean | undefined
  share: InitOptions['share']
  'dry-run': boolean
  json: boolean
  quiet: boolean
}

/** `sessionpress init`: describe where a project's sessions go. */
export const initCommand: CommandModule<object, InitArguments> = {
  command: 'init [tool]',
  describe: 'Write sessionpress.json, or install the plugin',

  async builder(yargs) {
    // What targets take is told where targets are; only this command needs it this early.
    const {targetQuestions} = await import('../index.js')
    const parser = yargs
      .positional('tool', {
        type: 'string',
        choices: ['opencode'],
        describe: '`opencode` installs the plugin and its commands instead',
      })
      .option('target', {
        type: 'string',
        requiresArg: true,
        coerce: (type) => neverNegated('target', type),
        describe: `Type of target: ${Object.keys(targetQuestions).join(', ')}`,
      })
      .option('name', {
        type: 'string',
        requiresArg: true,
        defaultDescription: 'its type',
        coerce: (name) => neverNegated('name', name),
        describe: 'What the target is called in the file',
      })
    for (const [name, option] of Object.entries(targetOptions(targetQuestions))) {
      parser.option(name, option)
    }
    return parser
      .option('encrypt', {
        type: 'boolean',
        defaultDescription: 'false',
        describe: 'Encrypt every share of this project',
      })
      .option('share', {
        choices: ['manual', 'auto', 'disabled'] as const,
        requiresArg: true,
        defaultDescription: 'manual',
        describe: 'When sessions of this project are shared',
      })
      .option('global', {
        type: 'boolean',
        default: false,
        describe: 'With `opencode`: for every project of yours',
      })
      .option('remove', {
        type: 'boolean',
        default: false,
        describe: 'With `opencode`: take the plugin and its commands away',
      })
      .option('dry-run', {
        type: 'boolean',
        default: false,
        describe: 'Only print what would be written',
      })
      .option('json', json)
      .option('quiet', quiet)
      .example('$0 init', 'Answer a few questions')
      .example('$0 init --target directory --path ./public', 'Without a question')
      .example('$0 init opencode', 'Install the plugin in this project')
      .example('$0 init --target s3 --bucket acme --url https://example.com', 'A bucket')
      .epilogue(
        'A file that is there keeps its text and comments; the target is put behind the others. Prints the path of the file.',
      )
  },

  async handler({
    tool,
    global,
    remove,
    target,
    name,
    encrypt,
    share,
    dryRun,
    json,
    quiet,
    ...rest
  }) {
    const {init, targetQuestions} = await import('../index.js')
    refuseValues('encrypt', 'dry-run', ...switchNames(targetQuestions))
    const options = givenOptions(targetQuestions, rest)
    const described = {target, name, encrypt, share, ...options}
    checkTogether(tool, {global, remove}, described)
    if (tool !== undefined) return await installForOpenCode({global, remove, dryRun, json, quiet})
    const made = await withProgress(quiet, ({onProgress, onWarning}) =>
      init({
        ...given({target, name, encrypt, share}),
        options,
        ...(isInteractive() && {ask: askForTarget}),
        dryRun,
        onProgress,
        onWarning,
      }),
    )
    if (json) print(plainJSON(made))
    else if (dryRun) print(made.text.trimEnd())
    else print(made.path)
    if (!json && !quiet) conclude(made)
    // A place that gave no answer in time may be waited for still.
    await endAfterOutput()
  },
}

/** What the target says of itself, and what to do next. */
function conclude({name, checks, isNew}: InitResult): void {
  if (!checks) tell(false, 'Nothing was written: this was a dry run.')
  for (const {level, message, hint} of checks ?? []) {
    if (level === 'good') tell(false, plain(message))
    else say(`${level === 'bad' ? 'does not work yet' : 'warning'}: ${plain(message)}`)
    if (level !== 'good' && hint) say(`hint: ${plain(hint)}`)
  }
  if (!checks) return
  const next = isNew ? 'sessionpress share' : `sessionpress share --to ${name}`
  tell(false, `Run \`${next}\` to publish a session there.`)
}
