import {languageOfFence} from '../code/language.js'
import type {PieceJob} from './job.js'

/** Languages whose code a piece has. Fences may be indented or quoted. */
export function languagesOf(job: PieceJob): string[] {
  if (job.type === 'message') return [] // Nothing in it is coloured.
  if (job.type !== 'prose') return job.language === undefined ? [] : [job.language]
  if (!job.text.includes('```') && !job.text.includes('~~~')) return []
  const found = new Set<string>()
  for (const [, info] of job.text.matchAll(/(?:```|~~~)[`~]*[ \t]*([\w+#.-]{1,30})/g)) {
    const language = languageOfFence(info)
    if (language !== undefined) found.add(language)
  }
  return [...found]
}
