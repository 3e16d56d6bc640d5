import {createHash} from 'node:crypto'
import type {Bundle, Content} from '../../src/session/bundle.js'
import {markerFile} from '../../src/session/bundle.js'

/** Content in memory, read in small pieces as a big file would be. */
export function contentOf(text: string): Content {
  const bytes = Buffer.from(text)
  return {
    size: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    async *read() {
      for (let at = 0; at < bytes.length; at += 7) yield bytes.subarray(at, at + 7)
    },
  }
}

/** A bundle of these texts. */
export function bundleOf(files: Record<string, string>): Bundle {
  return new Map(Object.entries(files).map(([path, text]) => [path, contentOf(text)]))
}

/** The bundle of one version of a session, as `prepare` lays it out. */
export function versionOf(version: string, extra: Record<string, string> = {}): Bundle {
  return bundleOf({
    [markerFile]: '{"format":1}\n',
    'session.md': `# ${version}\n`,
    ...extra,
    'index.html': `<!doctype html><title>${version}</title>`,
  })
}
