import {SessionpressError} from '../../errors.js'

/** Threads that anybody may ask for. */
const mostJobs = 64

/**
 * Check how many threads are wanted.
 *
 * @throws SessionpressError `USAGE_INVALID` for what is no number of threads
 */
export function refuseJobs(jobs: number | undefined): void {
  if (jobs === undefined || (Number.isInteger(jobs) && jobs > 0 && jobs <= mostJobs)) return
  throw new SessionpressError(
    'USAGE_INVALID',
    `\`--jobs\` takes a whole number from 1 to ${mostJobs}`,
    {hint: 'Write it like `--jobs 2`.'},
  )
}
