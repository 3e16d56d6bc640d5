import {markerFile} from '../session/bundle.js'

const fixedNames = new Set([markerFile, 'index.html', 'embed.html', 'session.md', 'session.json'])

/**
 * Whether a bundle may hold a file of this name: a fixed one, or a kind of ours with the hash of
 * its content. Anything looser would take a person's own `team-picture.png` for a leftover.
 */
export function isBundleName(name: string): boolean {
  return fixedNames.has(name) || hashedName.test(name)
}

const hashedName =
  /^(data|media|page|search|style|viewer)-[0-9a-f]{16}\.(png|jpg|gif|webp|avif|pdf|txt|html|css|js)$/
