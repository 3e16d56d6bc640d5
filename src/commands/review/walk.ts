import process from 'node:process'
import type {ReviewDecision, ReviewFinding} from '../../index.js'
import {ask} from '../ask.js'
import {say} from '../terminal.js'
import {formatFinding} from './format.js'

/**
 * Ask a person about one finding after another. Only on a terminal.
 *
 * @param clear Takes the progress off the terminal first.
 * @returns What was decided; `undefined` for what is left for later.
 */
export function walkThrough(
  clear: () => void,
): (finding: ReviewFinding, choices: ReviewDecision[]) => Promise<ReviewDecision | undefined> {
  return async (finding, choices) => {
    clear()
    for (const line of formatFinding(finding)) say(line)
    const answer = await ask(({select}) =>
      select({
        message: questions[finding.type],
        options: [
          ...choices.map((value) => ({value, label: labels[value]})),
          {value: later, label: 'Decide later'},
        ],
        initialValue: later,
        output: process.stderr,
      }),
    )
    return choices.find((choice) => choice === answer)
  }
}

const later = 'later'

const questions: Record<ReviewFinding['type'], string> = {
  redaction: 'It is masked. What shall become of it?',
  file: 'No rule can read it. What shall become of it?',
  gate: 'It is in the finished pages. What shall become of it?',
}

const labels: Record<ReviewDecision, string> = {
  redact: 'Keep it masked',
  'allow-once': 'Allow it, in this session',
  'allow-always': 'Allow it always (written to your configuration by its fingerprint)',
  drop: 'Leave out the block that it stands in',
  seen: 'I know what it shows; it may go out',
  look: 'Look at it',
}
