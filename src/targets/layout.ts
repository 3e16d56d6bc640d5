import {randomBytes} from 'node:crypto'
import {markerFile} from '../session/bundle.js'
import {splitSafely} from './safe-path.js'

/**
 * Files of a share in the order in which they are removed, in bunches that may go at once.
 *
 * `index.html` goes first, so that no visitor meets half a page; the marker goes last, so that a
 * run after a crash still knows the rest as ours.
 */
export function inOrderOfRemoval(files: readonly string[]): string[][] {
  const isMiddle = (file: string) => file !== 'index.html' && file !== markerFile
  return [
    files.filter((file) => file === 'index.html'),
    files.filter(isMiddle),
    files.filter((file) => file === markerFile),
  ]
}

/** The folder that a path lies in; an empty path for a single name. */
export function parentOf(file: string): string {
  return file.split('/').slice(0, -1).join('/')
}

/** Folders below a share that hold these files, each before those in it. */
export function foldersOf(files: Iterable<string>): string[] {
  const folders = new Set<string>()
  for (const file of files) {
    const names = splitSafely(file).slice(0, -1)
    for (const [index] of names.entries()) folders.add(names.slice(0, index + 1).join('/'))
  }
  return [...folders].sort((one, other) => one.length - other.length)
}

/** What a folder beside a share is for: files before they are moved in, or a folder that may be empty. */
type Purpose = 'partial' | 'emptied'

/**
 * A name for a folder at the root: with a dot before and random at the end, so that no visitor comes upon it.
 *
 * @param folder Path that it is for: a share's, or of another folder of ours.
 */
export function nameBeside(folder: string, purpose: Purpose): string {
  return `.${flat(folder)}.${purpose}-${randomBytes(16).toString('hex')}`
}

/** Whether `nameBeside` gave a name for this folder. */
export function isBeside(name: string, folder: string, purpose: Purpose): boolean {
  const [, given, found] = /^\.(.+)\.([a-z]+)-[0-9a-f]{32}$/.exec(name) ?? []
  return found === purpose && given === flat(folder)
}

function flat(folder: string): string {
  return folder.replaceAll('/', '.')
}
