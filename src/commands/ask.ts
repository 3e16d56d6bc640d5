import process from 'node:process'
import {setTimeout as sleep} from 'node:timers/promises'
import {interruption} from './interruption.js'
import {say} from './terminal.js'

type Prompts = typeof import('@clack/prompts')

/**
 * Ask a person something. Only on a terminal, and only what is typed after the
 * question is on the screen counts: a key pressed earlier was meant for
 * something else.
 *
 * @throws The interruption, when the person cancels.
 */
export async function ask<Answer>(
  question: (prompts: Prompts) => Promise<Answer>,
): Promise<Exclude<Answer, symbol>> {
  const prompts = await import('@clack/prompts')
  const {aliases} = prompts.settings
  // By its name, Esc would move the cursor before it cancels, and a question be left at `Yes`.
  aliases.delete('escape')
  aliases.set(escapeKey, 'cancel')

  await discardTyped()
  const answer = await question(prompts)
  // A prompt's only symbol is the one of a cancelled question.
  if (!prompts.isCancel(answer)) return answer as Exclude<Answer, symbol>
  say('Cancelled.')
  throw interruption()
}

const escapeKey = '\x1b'
const interruptKey = '\x03'

/** Milliseconds in which the terminal hands over what was typed before. */
const pause = 50

/** Read what was typed so far, which waits in the terminal, and forget it. */
async function discardTyped(): Promise<void> {
  const {stdin} = process
  let typed = ''
  const collect = (data: Buffer | string) => {
    typed += data.toString()
  }
  // A terminal that is not raw would keep a line without an end to itself.
  stdin.setRawMode(true)
  stdin.on('data', collect)
  await sleep(pause)
  stdin.off('data', collect)
  stdin.pause()
  if (!typed.includes(interruptKey)) return
  stdin.setRawMode(false)
  throw interruption()
}
