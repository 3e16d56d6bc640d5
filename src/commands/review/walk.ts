import process from 'node:process'
import {pathToFileURL} from 'node:url'
import type {Picture, ReviewDecision, ReviewFinding} from '../../index.js'
import {ask} from '../ask.js'
import {openInBrowser} from '../programs.js'
import {say} from '../terminal.js'
import {formatFinding} from './findings.js'

/**
 * Ask a person about one finding after another. Only on a terminal.
 *
 * @param clear Takes the progress off the terminal first.
 * @returns What was decided; `undefined` for what is left for later.
 */
export function walkThrough(clear: () => void) {
  return async (
    finding: ReviewFinding,
    choices: ReviewDecision[],
    picture: Picture | undefined,
    {at, of}: {at: number; of: number},
  ): Promise<ReviewDecision | undefined> => {
    clear()
    const width = process.stderr.columns || 80
    for (const line of formatFinding(finding, width)) say(line)
    for (;;) {
      const answer = await ask(({select}) =>
        select({
          message: `${at} of ${of}: ${questions[finding.type]}`,
          options: [
            ...(picture ? [{value: look, label: 'Look at it'}] : []),
            ...choices.map((value) => ({value: value as string, label: labels[value]})),
            {value: later, label: 'Decide later'},
          ],
          initialValue: picture ? look : later,
          output: process.stderr,
        }),
      )
      if (answer !== look || !picture) return choices.find((choice) => choice === answer)
      const {href} = pathToFileURL(await picture.save())
      if (!(await openInBrowser(href))) say(`No browser could be started for ${href}`)
    }
  }
}

// No decision is called so.
const later = 'later'
const look = 'look'

const questions: Record<ReviewFinding['type'], string> = {
  redaction: 'It is masked. What shall become of it?',
  file: 'No rule can read it. What shall become of it?',
  gate: 'It is in the finished pages, and stops every share. What shall become of it?',
}

const labels: Record<ReviewDecision, string> = {
  redact: 'Keep it masked',
  'allow-once': 'Let it out, in this session',
  'allow-always': 'Let it out always (kept in your configuration, by its fingerprint)',
  drop: 'Leave out the part that it stands in',
  seen: 'I know what it shows; let it out',
}
