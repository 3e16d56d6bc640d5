import {load} from '../../src/actions/load.js'
import {type ExportOptions, exportSession} from '../../src/index.js'
import {findMissing, wantedOf} from './missing.js'
import {markdownText, pageText} from './page-text.js'
import {readBundle, readMarkdown} from './read-bundle.js'
import {wantedOfNative} from './wanted.js'

/**
 * What a session says and its bundle does not: of the model, and of the session
 * in its own format after trimming and redaction, on the page and in Markdown.
 */
export async function findLost(
  session: string,
  options: ExportOptions & {output: string},
): Promise<string[]> {
  await exportSession(session, options)
  const loaded = await load(session, options)
  const page = pageText(await readBundle(options.output))
  const markdown = markdownText(await readMarkdown(options.output))
  const model = wantedOf(loaded.session)
  const native = wantedOfNative(loaded.native)
  return [
    ...findMissing(model, page).missing.map((text) => `page: ${text}`),
    ...findMissing(native, page).missing.map((text) => `page, of the native session: ${text}`),
    ...findMissing(model, markdown).missing.map((text) => `Markdown: ${text}`),
    ...findMissing(native, markdown).missing.map(
      (text) => `Markdown, of the native session: ${text}`,
    ),
  ]
}
