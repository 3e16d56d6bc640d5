import {SessionpressError} from '../../errors.js'
import type {Bundle} from '../../session/bundle.js'
import {formatBytes} from '../../text/format-bytes.js'
import type {Listing} from './listing.js'

/** GitHub refuses bigger files: https://docs.github.com/en/repositories/working-with-files/managing-large-files */
export const largestFile = 100 * 2 ** 20

/** A published site may not be bigger: https://docs.github.com/en/pages/getting-started-with-github-pages/github-pages-limits */
export const largestSite = 2 ** 30

/** @throws SessionpressError `TARGET_FULL` for a file that the host would refuse after all was sent */
export function checkFileSizes(bundle: Bundle): void {
  for (const [file, {size}] of bundle) {
    if (size <= largestFile) continue
    throw full(
      `\`${file}\` has ${formatBytes(size)}; git hosts take ${formatBytes(largestFile)} a file`,
    )
  }
}

/** @throws SessionpressError `TARGET_FULL` where the branch would outgrow what a site may have */
export function checkSiteSize(bundle: Bundle, listing: Listing, share: string): void {
  let total = 0
  for (const {size} of bundle.values()) total += size
  for (const [path, {size}] of listing) {
    if (!path.startsWith(`${share}/`) || !bundle.has(path.slice(share.length + 1))) total += size
  }
  if (total <= largestSite) return
  const [biggest] = [...bundle].sort(([, one], [, other]) => other.size - one.size)
  const most = biggest && `; \`${biggest[0]}\` has ${formatBytes(biggest[1].size)} of it`
  throw full(
    `the site would have ${formatBytes(total)} of at most ${formatBytes(largestSite)}${most}`,
  )
}

function full(why: string): SessionpressError {
  return new SessionpressError('TARGET_FULL', `Cannot publish there: ${why}.`, {
    hint: 'Leave something out with `--exclude`, or remove shares that nobody needs.',
  })
}
