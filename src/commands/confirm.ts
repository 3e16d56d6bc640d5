import process from 'node:process'
import {ask} from './ask.js'

/** Ask a person yes or no, with no as the answer of a bare Enter. Only on a terminal. */
export async function confirm(message: string): Promise<boolean> {
  return await ask((prompts) =>
    prompts.confirm({message, initialValue: false, output: process.stderr}),
  )
}

/** Ask a person for a line of text. Only on a terminal. */
export async function askFor(message: string, placeholder: string): Promise<string> {
  const answer = await ask((prompts) =>
    prompts.text({
      message,
      placeholder,
      validate: (value) => (value?.trim() ? undefined : 'Something is needed here'),
      output: process.stderr,
    }),
  )
  return answer.trim()
}
