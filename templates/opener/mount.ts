import {policy} from './policy.js'
import type {Vault} from './vault.js'

/** A page of the session that is ready to be shown. */
export interface Page {
  root: HTMLElement
  script: string | undefined
}

/** Decrypt a page and put into it what lies beside it. */
export async function readPage(name: string, vault: Vault): Promise<Page> {
  const text = await textOf(name, vault)
  const page = new DOMParser().parseFromString(policy.createHTML(text), 'text/html')
  // The policy of this document holds for all it opens. A second one would not know of our own parts.
  for (const element of page.querySelectorAll('meta[http-equiv], link[rel="alternate"]'))
    element.remove()
  for (const link of page.querySelectorAll('link[rel="stylesheet"]')) {
    const style = page.createElement('style')
    style.textContent = await textOf(link.getAttribute('href') ?? '', vault)
    link.replaceWith(style)
  }
  const script = page.head.querySelector('script')
  script?.remove()
  const file = script?.getAttribute('src')
  return {
    root: page.documentElement,
    script: file ? await textOf(file, vault) : (script?.textContent ?? undefined),
  }
}

let leave = new AbortController()

/** Show a page in place of what is shown, and let go of the script of the page before. */
export function mount({root, script}: Page, vault: Vault): void {
  leave.abort()
  leave = new AbortController()
  for (const image of root.querySelectorAll('img')) bringLater(image, vault)
  document.documentElement.replaceWith(document.adoptNode(root))
  scrollTo(0, 0)
  if (script === undefined) return
  const element = document.createElement('script')
  // To a browser with trusted types this is no string any more.
  element.text = policy.createScript(script)
  withSignal(leave.signal, () => document.head.append(element))
  // The page waits for its end, which was parsed long ago.
  dispatchEvent(new Event('DOMContentLoaded'))
}

/** While something runs, every listener that it sets on the window, now or later, ends with a signal. */
function withSignal(signal: AbortSignal, run: () => void): void {
  const own = self.addEventListener
  self.addEventListener = (
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ) => {
    const given = typeof options === 'object' ? options : {capture: options === true}
    own.call(self, type, listener, {...given, signal})
  }
  run()
  self.addEventListener = own
}

const coming = new IntersectionObserver(
  (entries) => {
    for (const {isIntersecting, target} of entries) {
      if (!isIntersecting) continue
      coming.unobserve(target)
      bring.get(target)?.()
    }
  },
  {rootMargin: '100% 0%'},
)
const bring = new WeakMap<Element, () => void>()

/** A picture that lay beside the page is decrypted when it comes near. */
function bringLater(image: HTMLImageElement, vault: Vault): void {
  const name = image.getAttribute('src') ?? ''
  if (!vault.has(name)) return
  image.removeAttribute('src')
  bring.set(image, async () => {
    try {
      image.src = await asAddress(await vault.read(name))
    } catch {
      image.alt += ' (cannot be opened: the file was changed)'
    }
  })
  coming.observe(image)
}

function asAddress(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result))
    reader.onerror = () => reject(reader.error)
    reader.readAsDataURL(blob)
  })
}

async function textOf(name: string, vault: Vault): Promise<string> {
  return (await vault.read(name)).text()
}
