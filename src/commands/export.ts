import type {CommandModule} from 'yargs'
import {chooseSession} from './choose-session.js'
import {type ContentArguments, contentChoice, contentOptions} from './content-options.js'
import {given} from './given.js'
import {json, quiet, sessionArgument, source} from './options.js'
import {plain, plainJSON} from './plain.js'
import {withProgress} from './progress.js'
import {print} from './terminal.js'
import {type WorkArguments, workChoice, workOptions} from './work-options.js'

// Keys are spelled as on the command line; yargs hands them over in camelCase.
interface ExportArguments extends ContentArguments, WorkArguments {
  session: string | undefined
  output: string | undefined
  zip: boolean
  source: string | undefined
  json: boolean
  quiet: boolean
}

/** `sessionpress export`: a page, an archive or a folder, on this machine only. */
export const exportCommand: CommandModule<object, ExportArguments> = {
  command: 'export [session]',
  describe: 'Write a session to a page, archive or folder here',

  builder: (yargs) =>
    yargs
      .positional('session', sessionArgument)
      .option('output', {
        type: 'string',
        alias: 'o',
        requiresArg: true,
        defaultDescription: './<slug of the title>/',
        describe:
          'Page to write (ends in `.html`), archive (`.zip`), or folder (empty, absent or an earlier export)',
      })
      .option('zip', {
        type: 'boolean',
        default: false,
        describe: 'Write one zip archive, for hosts and forms that take only a file',
      })
      .options(contentOptions)
      .options(workOptions)
      .option('source', source)
      .option('json', json)
      .option('quiet', quiet)
      .example('$0 export ses_5f2a -o page.html', 'Write one file that opens anywhere')
      .example('$0 export latest', 'Write the newest session to a folder named after its title')
      .example('$0 export latest --zip', 'Write one archive, to attach somewhere')
      .example('$0 export latest --style house.css', 'Put your own colours over it')
      .example(
        '$0 export latest --exclude reasoning,paths',
        'Keep thoughts and names of files at home',
      )
      .example('$0 export - -o page.html <session.json', 'Read a saved session'),

  async handler({session, output, zip, source, json, quiet, ...choice}) {
    const {exportSession} = await import('../index.js')
    const chosen = await chooseSession(session, given({source}))
    const result = await withProgress(quiet, ({onProgress, onWarning}) =>
      exportSession(chosen, {
        ...given({output, source, ...contentChoice(choice), ...workChoice(choice)}),
        zip,
        onProgress,
        onWarning,
      }),
    )
    print(json ? plainJSON(result) : plain(result.path))
  },
}
