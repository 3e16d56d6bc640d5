import type {Bundle, Content} from '../session/bundle.js'

/** Style and script that the pages of a bundle may use, as sources of a content security policy. */
export interface AllowedHashes {
  styles: string[]
  scripts: string[]
}

/**
 * What the page that opens others has to allow for them: what their own policies list, and the style and
 * script that lie beside them, which it puts into the page.
 */
export async function allowedHashes(bundle: Bundle): Promise<AllowedHashes> {
  const styles = new Set<string>()
  const scripts = new Set<string>()
  for (const [name, content] of bundle) {
    if (/^style-.*\.css$/.test(name)) styles.add(hashOf(content))
    if (/^viewer-.*\.js$/.test(name)) scripts.add(hashOf(content))
    if (!name.endsWith('.html')) continue
    const policy = await policyOf(content)
    for (const hash of hashesIn(policy, 'style-src')) styles.add(hash)
    for (const hash of hashesIn(policy, 'script-src')) scripts.add(hash)
  }
  return {styles: [...styles], scripts: [...scripts]}
}

function hashOf({sha256}: Content): string {
  return `'sha256-${Buffer.from(sha256, 'hex').toString('base64')}'`
}

/** It stands at the top of every page of ours. */
async function policyOf(content: Content): Promise<string> {
  let start = ''
  for await (const piece of content.read()) {
    start += Buffer.from(piece).toString('latin1')
    if (start.length > 4096) break
  }
  const [, policy = ''] =
    /<meta http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(start) ?? []
  return policy.replaceAll('&#39;', "'")
}

function hashesIn(policy: string, directive: string): string[] {
  const part = policy.split(';').find((text) => text.trim().startsWith(`${directive} `)) ?? ''
  return part.match(/'sha256-[\w+/=]+'/g) ?? []
}
