import type {Opened} from '../viewer/opened.js'
import {fragmentOf, pageIn, readFragment, readMark, writeMark} from './address.js'
import {startDownloads} from './downloads.js'
import {mount, readPage} from './mount.js'
import type {Vault} from './vault.js'

/** Show the page that the address names, now and whenever it names another one. */
export async function startTravel(
  vault: Vault,
  key: string,
  onFailure: (wasOpen: boolean) => void,
): Promise<void> {
  let shown: string | undefined
  let isOpen = false
  let timer = 0
  addEventListener('hashchange', (event) => {
    clearTimeout(timer)
    keepKey(key)
    if (pageNow(vault) === shown) return
    // The page that goes has no say in it.
    event.stopImmediatePropagation()
    show()
  })
  addEventListener('scroll', () => {
    clearTimeout(timer)
    timer = setTimeout(() => writeMark(scrollY), 150)
  })
  startDownloads(vault, () => onFailure(true))
  await show()

  async function show(): Promise<void> {
    const name = pageNow(vault)
    shown = name
    const mark = readMark()
    try {
      const page = await readPage(name, vault)
      clearTimeout(timer)
      // Another page was asked for meanwhile.
      if (shown !== name) return
      self.sessionpressOpened = opened(vault, mark !== undefined)
      // Before the page can send the reader on to another one, which is no return then.
      writeMark(mark?.y ?? 0)
      mount(page, vault)
      isOpen = true
      if (mark) bringBack(mark.y)
    } catch {
      onFailure(isOpen)
    }
  }
}

/** Pages have other names after an update; what a link means there is found by the first page. */
function pageNow(vault: Vault): string {
  const name = pageIn(readFragment())
  return vault.has(name) ? name : 'index.html'
}

/** A fragment that was typed or came from elsewhere may lack the key, and a reload would not open any more. */
function keepKey(key: string): void {
  if (readFragment().has('k')) return
  const id = location.hash.slice(1)
  writeMark(scrollY, id ? `#k=${key}&t=${id}` : `#k=${key}`)
}

/** All that the script of a page gets from this one. */
function opened(vault: Vault, isReturn: boolean): Opened {
  const query = readFragment()
  const key = new URLSearchParams({k: query.get('k') ?? ''})
  return {
    isReturn,
    query,
    hashOf: (id, page, isLasting) => fragmentOf(isLasting ? key : query, id, page),
    async loadIndex(name) {
      const script = await (await vault.read(name)).text()
      // It is data, written as a script only for pages that are not encrypted.
      return JSON.parse(script.slice(script.indexOf('=') + 1))
    },
  }
}

/** Far parts of a page get their height when they come near, so one step is not enough. */
function bringBack(y: number, frames = 20): void {
  scrollTo(0, y)
  if (frames > 0 && Math.abs(scrollY - y) > 1) requestAnimationFrame(() => bringBack(y, frames - 1))
}
