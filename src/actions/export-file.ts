import {type Bundle, generator} from '../session/bundle.js'
import {writeVerified} from '../targets/disk-file.js'
import {writeExport} from './write-export.js'

/**
 * Write a bundle's page to one file, which must be absent or a page of ours.
 * It is whole or what it was before.
 *
 * @throws SessionpressError `EXPORT_PATH_TAKEN`, `TARGET_*`, `PUBLISH_UNVERIFIED`
 */
export async function exportFile(file: string, bundle: Bundle): Promise<void> {
  const page = bundle.get('index.html')
  if (!page) throw new Error('A bundle without a page cannot be one file.')
  await writeExport(file, {
    isOurs: (head) => head.includes(`<meta name="generator" content="${generator}`),
    write: (draft) => writeVerified(draft, page),
  })
}
