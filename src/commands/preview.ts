import type {CommandModule} from 'yargs'
import {chooseSession} from './choose-session.js'
import {type ContentArguments, contentChoice, contentOptions} from './content-options.js'
import {given} from './given.js'
import {untilSignal} from './interruption.js'
import {quiet, sessionArgument, source} from './options.js'
import {plain} from './plain.js'
import {checkPort} from './port.js'
import {openInBrowser} from './programs.js'
import {withProgress} from './progress.js'
import {print, say, tell} from './terminal.js'
import {type WorkArguments, workChoice, workOptions} from './work-options.js'

interface PreviewArguments extends ContentArguments, WorkArguments {
  session: string | undefined
  port: number
  open: boolean
  watch: boolean
  source: string | undefined
  quiet: boolean
}

/** `sessionpress preview`: look at a session in the browser before anybody else does. */
export const previewCommand: CommandModule<object, PreviewArguments> = {
  command: 'preview [session]',
  describe: 'Serve a session on this machine, for a look at it',

  builder: async (yargs) => {
    const {previewDefaults} = await import('../index.js')
    return yargs
      .positional('session', sessionArgument)
      .option('port', {
        type: 'number',
        requiresArg: true,
        default: previewDefaults.port,
        defaultDescription: 'a free one',
        describe: 'Port on 127.0.0.1',
      })
      .option('open', {type: 'boolean', default: false, describe: 'Open it in the browser'})
      .option('watch', {
        type: 'boolean',
        default: previewDefaults.watch,
        describe: 'Render again when the session or the style changes; reload to see it',
      })
      .options(contentOptions)
      .options(workOptions)
      .option('source', source)
      .option('quiet', quiet)
      .example('$0 preview --open', 'Choose a session and look at it')
      .example('$0 preview latest --watch --port 8080', 'Follow the newest session')
  },

  async handler({session, port, open, watch, source, quiet, ...choice}) {
    checkPort(port)
    const {preview} = await import('../index.js')
    const chosen = await chooseSession(session, given({source}))
    const running = await withProgress(quiet, ({onProgress, onWarning}) =>
      preview(chosen, {
        ...given({source, ...contentChoice(choice), ...workChoice(choice)}),
        port,
        watch,
        onProgress,
        onWarning,
        onRendered: (rendered) => tell(quiet, `Rendered again: ${plain(rendered.title)}`),
        onProblem: warnOnce(quiet),
      }),
    )
    try {
      const ended = untilSignal()
      print(running.url)
      if (choice.embed) tell(quiet, `What is to be embedded: ${new URL('embed.html', running.url)}`)
      tell(quiet, 'Ctrl-C ends the preview.')
      if (open && !(await openInBrowser(running.url))) tell(quiet, 'No browser could be started.')
      await ended
    } finally {
      await running.close()
    }
  },
}

/** A session that cannot be read now cannot be read two seconds later: one line is enough. */
function warnOnce(quiet: boolean): (error: unknown) => void {
  let told: string | undefined
  return (error) => {
    const message = error instanceof Error ? error.message : String(error)
    if (!quiet && message !== told) say(`warning: ${plain(message)}`)
    told = message
  }
}
