import * as v from 'valibot'
import {type ErrorCode, SessionpressError} from '../../errors.js'
import {shortenText, showWords} from '../program-words.js'
import {type ProgramResult, runProgram} from '../run-program.js'
import {type Action, type Answer, answers, protocolVersion, verdict} from './answers.js'

/** A program that publishes for us. */
export interface Publisher {
  /** The program and its arguments. */
  words: readonly string[]
  env: Readonly<Record<string, string | undefined>>
  /** Milliseconds without a word from it after which it is ended. */
  patience: number
}

/** Longest answer: what some ten thousand files take. */
const longestAnswer = 16 * 2 ** 20

/**
 * Run the program with one request on its standard input and read its answer.
 *
 * @throws SessionpressError the `TARGET_*` that it answers with; `TARGET_UNAVAILABLE` where it says
 * anything else
 */
export async function ask<Of extends Action>(
  {words, env, patience}: Publisher,
  action: Of,
  request: object,
): Promise<Answer<Of>> {
  const [program = '', ...parameters] = words
  const input = JSON.stringify({version: protocolVersion, action, ...request})
  const result = await runProgram(program, parameters, {env, input, patience, limit: longestAnswer})
  const answer = readJSON(result.stdout)
  const said = v.safeParse(verdict, answer)
  if (said.success && !said.output.ok) throw refusal(words, said.output)
  if (result.status !== 0) throw failed(words, result)
  const parsed = v.safeParse(answers[action], answer)
  if (!said.success || !parsed.success) throw misunderstood(words, action)
  // The schema is the one of this action, which an index by a type parameter cannot say.
  return parsed.output as Answer<Of>
}

function readJSON(stdout: Buffer): unknown {
  try {
    return JSON.parse(stdout.toString())
  } catch {
    return undefined // No answer, as the schema will say.
  }
}

const codes = {
  denied: ['TARGET_DENIED', 'Check the credentials that it uses.'],
  unavailable: ['TARGET_UNAVAILABLE', 'Run this again later.'],
  full: ['TARGET_FULL', 'Free some space there.'],
  taken: ['TARGET_PATH_TAKEN', 'Move away what lies there, or publish to another place.'],
} as const satisfies Record<string, [ErrorCode, string]>

interface Refusal {
  code: keyof typeof codes
  message: string
  hint?: string
}

function refusal(words: readonly string[], {code, message, hint}: Refusal): SessionpressError {
  const [known, otherwise] = codes[code]
  return new SessionpressError(known, `\`${showWords(words)}\` says: ${shortenText(message)}`, {
    hint: hint ? shortenText(hint) : otherwise,
  })
}

function failed(words: readonly string[], {status, stderr}: ProgramResult): SessionpressError {
  const why = stderr ? `: ${shortenText(firstError(stderr))}` : ''
  return new SessionpressError(
    'TARGET_UNAVAILABLE',
    `\`${showWords(words)}\` ended with status ${status}${why}.`,
    {hint: 'Correct the program, then run this again.'},
  )
}

/** The line that names the error, where one does; else the end, where most programs say what went wrong. */
function firstError(stderr: string): string {
  const line = stderr.split('\n').find((each) => /^\s*(?:\w*Error\b|error\b|fatal\b)/i.test(each))
  return line ?? stderr.slice(-300)
}

function misunderstood(words: readonly string[], action: Action): SessionpressError {
  return new SessionpressError(
    'TARGET_UNAVAILABLE',
    `\`${showWords(words)}\` gave no answer to \`${action}\` that is one.`,
    {hint: 'Let it print one JSON object as `docs/command-target.md` says, and nothing else.'},
  )
}
