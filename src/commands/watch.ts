import type {CommandModule} from 'yargs'
import {describeBug, SessionpressError} from '../errors.js'
import type {ShareStatus} from '../index.js'
import {given} from './given.js'
import {untilSignal} from './interruption.js'
import {json, quiet, source, state} from './options.js'
import {plain, plainJSON} from './plain.js'
import {print, say, tell} from './terminal.js'

interface WatchArguments {
  all: boolean
  json: boolean
  source: string | undefined
  state: string | undefined
  quiet: boolean
}

/** `sessionpress watch`: what the plugin does, without the plugin. */
export const watchCommand: CommandModule<object, WatchArguments> = {
  command: 'watch',
  describe: 'Keep pages current while sessions go on, until Ctrl-C',

  builder: (yargs) =>
    yargs
      .option('all', {
        type: 'boolean',
        default: false,
        describe: 'Sessions of every project, not of this one alone',
      })
      .option('json', {...json, describe: 'Print a line of JSON for each page'})
      .option('source', {...source, describe: 'Database file, legacy folder or server to watch'})
      .option('state', state)
      .option('quiet', quiet)
      .example('$0 watch', 'The sessions of this project, from the store of OpenCode')
      .example('$0 watch --all --source http://127.0.0.1:4096', 'Those of a running server')
      .epilogue(
        'Shares only where `"share": "auto"` holds; pages of deleted sessions are taken down. One process for a person on a machine.',
      ),

  async handler({all, json, source, state, quiet}) {
    const {watch} = await import('../index.js')
    const note = sayer(quiet)
    const told = (event: string, status: ShareStatus) => {
      if (json) print(oneLine({event, ...status}))
      note(
        `${event}: ${plain(status.title ?? status.sessionID ?? '')} ${status.shareURL ?? status.shareID}`,
      )
    }
    const failed = (error: unknown, sessionID: string | null) => {
      const {code, message, hint} = explain(error)
      if (json) print(oneLine({event: 'failed', sessionID, error: {code, message, hint}}))
      const who = sessionID === null ? '' : `\`${plain(sessionID)}\`: `
      note(`warning: ${who}${plain(message)} [${code}]`)
      if (hint) note(`hint: ${plain(hint)}`)
    }
    const watching = await watch({
      ...given({source, state}),
      all,
      onShared: (status, isNew) => told(isNew ? 'shared' : 'updated', status),
      onTakenDown: (status) => told('taken down', status),
      onFailed: onceEach((sessionID: string, error: unknown) => failed(error, sessionID)),
      onProblem: (error) => failed(error, null),
      onWarning: onceEach((warning: string) => note(`warning: ${plain(warning)}`)),
    })
    try {
      const ended = untilSignal()
      tell(quiet, 'Ctrl-C ends it.')
      await ended
    } finally {
      await watching.close()
    }
  },
}

function sayer(quiet: boolean): (line: string) => void {
  return (line) => {
    if (!quiet) say(line)
  }
}

function explain(error: unknown): {code: string; message: string; hint: string | null} {
  if (error instanceof SessionpressError) {
    const {code, message, hint = null} = error
    return {code, message, hint}
  }
  return {code: 'BUG', message: describeBug(error), hint: null}
}

/** The same trouble after every turn is told once. */
function onceEach<Told extends unknown[]>(tell: (...told: Told) => void): (...told: Told) => void {
  const known = new Set<string>()
  return (...told) => {
    const key = told.map((each) => (each instanceof Error ? each.message : String(each))).join('\n')
    if (known.has(key)) return
    known.add(key)
    tell(...told)
  }
}

function oneLine(value: unknown): string {
  return plainJSON(value).replace(/\n\s*/g, '')
}
