import type {PieceJob} from './job.js'

/** Everything that the markup of a job depends on, beside the version of what makes it. */
export function keyOf(job: PieceJob): string {
  const fields = Object.entries(job).sort(([one], [other]) => (one < other ? -1 : 1))
  return JSON.stringify(fields)
}
