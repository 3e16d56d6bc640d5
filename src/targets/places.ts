import {markerFile} from '../session/bundle.js'
import type {Receipt} from './types.js'

/**
 * Where anything of a session may be cached, each address by itself: the page,
 * then its twins, then whatever else holds something of the session. In
 * bunches that may be asked at once, those that matter most first.
 */
export function placesOf({url, files}: Receipt): string[][] {
  const folder = url.replace(/\/index\.html$/, '/')
  const telling = files.map(({path}) => path).filter((path) => !tellsNothing.test(path))
  const isTwin = (path: string) => main.has(path) || path.startsWith('/')
  const twins = telling.filter(isTwin)
  const rest = telling.filter((path) => !isTwin(path))
  // Caches keep the folder without its slash, where a host answers that with the page, as another page.
  const bare = folder.replace(/\/$/, '')
  const first = new Set([url, bare, ...twins.flatMap((path) => addressesOf(folder, path))])
  const bunches = [[...first]]
  for (let at = 0; at < rest.length; at += together) {
    bunches.push(rest.slice(at, at + together).map((path) => addressOf(folder, path)))
  }
  return bunches
}

const main = new Set(['index.html', 'embed.html', 'session.md', 'session.json'])

/** The marker, and what is the same in every share. */
const tellsNothing = new RegExp(`^(?:${markerFile.replace('.', '\\.')}|(?:style|viewer)-[^/]*)$`)

/** Addresses of one share that are asked at once. */
const together = 4

/** What lies at the root of the host is no file beside the page, and its folder is asked for there as well. */
function addressesOf(folder: string, path: string): string[] {
  if (!path.startsWith('/')) return [addressOf(folder, path)]
  const {href} = new URL(path, folder)
  const [above] = /.*(?=\/index\.html$)/.exec(href) ?? []
  return above === undefined ? [href] : [href, `${above}/`, above]
}

function addressOf(folder: string, path: string): string {
  return folder + path.split('/').map(encodeURIComponent).join('/')
}
