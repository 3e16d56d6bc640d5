import {type PieceJob, type RenderPiece, textOfJob} from './job.js'
import {languagesOf} from './languages.js'
import type {Work} from './work.js'

/** What became of a job. */
export interface Attempt {
  /** `undefined` where the text cannot be read as what it is said to be. */
  markup: string | undefined
  /** Whether that is what the job always gives: the clock took nothing from it. */
  isWhole: boolean
}

/** Pieces that may get stuck before all code stays plain. */
const mostStuck = 3

/**
 * Has pieces made, with less where that takes too long: first without colours, then not at all.
 *
 * Some grammars need hours for one line of a thousand characters, C++ and C# among them, and no count
 * of the input tells. So a clock decides here, as the last resort and with a wide margin: everything
 * else that bounds a page is a count.
 */
export function createAttempts(render: RenderPiece, work: Work) {
  const slow = new Set<string>()
  const plain = new Set<string>()
  let stuck = 0
  return {attempt, plain}

  async function attempt(job: PieceJob): Promise<Attempt> {
    const languages = languagesOf(job)
    count(job, languages)
    let isPlain = job.isPlain ?? false
    for (;;) {
      isPlain ||= isGivenUp(languages)
      if (isPlain && !job.isPlain) for (const language of languages) plain.add(language)
      const answer = await render(isPlain ? {...job, isPlain: true} : job)
      if ('markup' in answer) {
        if (answer.isSlow) giveUp(languages)
        return {markup: answer.markup, isWhole: isPlain === (job.isPlain ?? false)}
      }
      if (answer.trouble === 'ended') continue
      if (isPlain) return {markup: undefined, isWhole: false}
      giveUp(languages)
      isPlain = true
    }
  }

  function isGivenUp(languages: readonly string[]): boolean {
    return stuck >= mostStuck || languages.some((language) => slow.has(language))
  }

  function giveUp(languages: readonly string[]): void {
    stuck++
    for (const language of languages) slow.add(language)
  }

  function count(job: PieceJob, languages: readonly string[]): void {
    const {length} = textOfJob(job)
    work.made++
    work.characters += length
    if (job.isPlain || languages.length === 0) return
    work.coloured++
    work.colouredCharacters += length
  }
}
