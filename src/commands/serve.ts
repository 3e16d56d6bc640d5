import type {CommandModule} from 'yargs'
import {given} from './given.js'
import {untilSignal} from './interruption.js'
import {json, quiet, source, state, to} from './options.js'
import {plain} from './plain.js'
import {checkPort} from './port.js'
import {print, say, tell} from './terminal.js'

interface ServeArguments {
  host: string
  port: number
  to: string | undefined
  source: string | undefined
  state: string | undefined
  json: boolean
  quiet: boolean
}

/** `sessionpress serve`: OpenCode's own `/share` ends in a bundle on the person's host. */
export const serveCommand: CommandModule<object, ServeArguments> = {
  command: 'serve',
  describe: 'Be the share server of OpenCode, for its own `/share`',

  builder: async (yargs) => {
    const {serveDefaults} = await import('../index.js')
    return yargs
      .option('host', {
        type: 'string',
        requiresArg: true,
        default: serveDefaults.host,
        describe: 'Address to listen on; one that others can reach takes SESSIONPRESS_SERVE_TOKEN',
      })
      .option('port', {
        type: 'number',
        requiresArg: true,
        default: serveDefaults.port,
        describe: 'Port there; 0 takes a free one',
      })
      .option('to', to)
      .option('source', source)
      .option('state', state)
      .option('json', json)
      .option('quiet', quiet)
      .example('$0 serve', 'Answer on http://127.0.0.1:4747, for `"enterprise": {"url": …}`')
      .example('$0 serve --to ./public --port 8080', 'Publish into a folder')
  },

  async handler({host, port, to, source, state, json, quiet}) {
    checkPort(port)
    const {isLoopback, serve} = await import('../index.js')
    const serving = await serve({
      ...given({to, source, state}),
      ...{host, port},
      // The log of a server is read where nobody looks on too.
      onLog: (line) => {
        if (!quiet) say(`${new Date().toISOString()} ${plain(line)}`)
      },
    })
    const ended = untilSignal()
    print(json ? JSON.stringify({url: serving.url}) : serving.url)
    if (!isLoopback(host)) say(withoutTLS)
    tell(quiet, `For OpenCode: "enterprise": {"url": "${serving.url}"}. Ctrl-C ends it.`)
    await ended
    await serving.close()
  },
}

const withoutTLS =
  'warning: What is sent here can be read on its way: put a server with TLS in front.'
