import process from 'node:process'
import {interruption} from './interruption.js'

/** Ask a person yes or no, with no as the answer of a bare Enter. Only on a terminal. */
export async function confirm(message: string): Promise<boolean> {
  const {confirm: ask, isCancel} = await import('@clack/prompts')
  const answer = await ask({message, initialValue: false, output: process.stderr})
  if (isCancel(answer)) throw interruption()
  return answer
}

/** Ask a person for a line of text. Only on a terminal. */
export async function askFor(message: string, placeholder: string): Promise<string> {
  const {isCancel, text} = await import('@clack/prompts')
  const answer = await text({
    message,
    placeholder,
    validate: (value) => (value?.trim() ? undefined : 'Something is needed here'),
    output: process.stderr,
  })
  if (isCancel(answer)) throw interruption()
  return answer.trim()
}
