#!/usr/bin/env node
import process from 'node:process'
import packageJSON from '../package.json' with {type: 'json'}
import {print, say} from './commands/terminal.js'
import {systemCode} from './system/error-code.js'

const parameters = process.argv.slice(2)

endWithReader()
// Whatever is loaded before this costs more than the answer.
if (parameters.length === 1 && parameters[0] === '--version') print(packageJSON.version)
else {
  const {runCommandLine} = await import('./commands/command-line.js')
  process.exitCode = await runCommandLine(parameters)
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
