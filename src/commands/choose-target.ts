import process from 'node:process'
import {ask} from './ask.js'
import {askFor} from './confirm.js'
import {plain} from './plain.js'

/**
 * Ask where a share shall go: a configured target, or a folder. Only on a
 * terminal.
 *
 * @param clear Takes the progress off the terminal first.
 */
export function chooseTarget(clear: () => void): (names: string[]) => Promise<string> {
  return async (names) => {
    clear()
    if (names.length === 0) return askForFolder()

    const choice = await ask(({select}) =>
      select({
        message: 'Where shall it go?',
        options: [
          ...names.map((name) => ({value: name, label: plain(name)})),
          {value: folder, label: 'A folder on this machine'},
        ],
        output: process.stderr,
      }),
    )
    return choice === folder ? askForFolder() : choice
  }
}

// No target is named like this: a name with a slash is a folder.
const folder = '/'

async function askForFolder(): Promise<string> {
  const answer = await askFor('Which folder shall hold the pages?', './public')
  return /[/\\]/.test(answer) ? answer : `./${answer}`
}
