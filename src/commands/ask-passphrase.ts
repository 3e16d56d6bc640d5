import process from 'node:process'
import {ask} from './ask.js'
import {say} from './terminal.js'

/**
 * Ask for a passphrase, twice, since nobody sees what is typed. Only on a
 * terminal.
 *
 * @param clear Takes the progress off the terminal first.
 */
export function askPassphrase(clear: () => void): () => Promise<string> {
  return async () => {
    clear()
    for (;;) {
      const first = await askHidden('Passphrase for whoever reads it')
      if ((await askHidden('The same again')) === first) return first
      say('That was not the same twice.')
    }
  }
}

async function askHidden(message: string): Promise<string> {
  return await ask(({password}) =>
    password({
      message,
      validate: (value) => (value ? undefined : 'Something is needed here'),
      output: process.stderr,
    }),
  )
}
