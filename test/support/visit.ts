import {existsSync} from 'node:fs'
import {fileURLToPath, pathToFileURL} from 'node:url'
import type {BrowserContext, CDPSession, Page} from 'playwright-core'

/** A page of a bundle in a tab of its own, and what came of opening it. */
export interface Visit {
  page: Page
  client: CDPSession
  /** Messages on the console, errors that nobody caught. */
  said: string[]
  /** Addresses that are no file of the bundle, and that the page asked for or went to. */
  asked: string[]
  /** Dialogs that opened. */
  dialogs: string[]
}

export interface VisitOptions {
  /** Part of the address behind the file's name. @default '' */
  suffix?: string
  /** Leave the page's own scripts off, as a reader can. @default true */
  hasScript?: boolean
  /** Address that the folder is served at. @default it is opened from the disk */
  base?: string
}

/** Open a page of a bundle's folder. */
export async function visit(
  context: BrowserContext,
  folder: string,
  name: string,
  {suffix = '', hasScript = true, base = pathToFileURL(folder).href}: VisitOptions = {},
): Promise<Visit> {
  const page = await context.newPage()
  const client = await context.newCDPSession(page)
  const home = `${base}/`
  const visited = {page, client, ...listen(page, home)}
  // A context without script could run no check either. This is taken back when the
  // page is there: its own scripts stay unread, and timers of a check can fire.
  const setOff = (value: boolean) => client.send('Emulation.setScriptExecutionDisabled', {value})
  if (!hasScript) await setOff(true)
  await page.goto(`${home}${name}${suffix}`)
  if (!hasScript) await setOff(false)
  return visited
}

function listen(page: Page, home: string): Pick<Visit, 'said' | 'asked' | 'dialogs'> {
  const said: string[] = []
  const asked: string[] = []
  const dialogs: string[] = []
  const isOutside = (url: string) =>
    !/^(?:data:|about:blank$)/.test(url) && !(url.startsWith(home) && isThere(url))
  page.on('console', (message) => said.push(message.text()))
  page.on('pageerror', (error) => said.push(error.message))
  page.on('request', (request) => {
    if (isOutside(request.url())) asked.push(request.url())
  })
  page.on('framenavigated', (frame) => {
    if (isOutside(frame.url())) asked.push(`to ${frame.url()}`)
  })
  page.on('popup', (popup) => asked.push(`a window: ${popup.url()}`))
  page.on('dialog', async (dialog) => {
    dialogs.push(dialog.message())
    await dialog.dismiss()
  })
  return {said, asked, dialogs}
}

function isThere(url: string): boolean {
  const {origin, protocol, pathname} = new URL(url)
  return protocol === 'file:' ? existsSync(fileURLToPath(`file://${pathname}`)) : origin !== ''
}

/** Open every fold, and come by every part of the page once. */
export async function unfold(page: Page): Promise<void> {
  await page.evaluate(`(async () => {
    for (const fold of document.querySelectorAll('details')) fold.open = true
    for (const part of [0.5, 1, 0]) {
      scrollTo(0, document.documentElement.scrollHeight * part)
      await new Promise(requestAnimationFrame)
    }
  })()`)
}

/**
 * Draw what is outside the window as well, in a context without policy. Where
 * `content-visibility` leaves turns out, axe-core does not see them, and what
 * reaches out of them is cut off rather than scrolled to.
 */
export async function drawEverything(page: Page): Promise<void> {
  await page.addStyleTag({content: '*{content-visibility:visible!important}'})
}
