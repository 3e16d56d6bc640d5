import type {Page} from 'playwright-core'

/**
 * Do what injections wait for: open folds, hover and focus and press whatever is
 * there, and follow every link that a browser would not take elsewhere. Returns
 * addresses of links that are neither of a usual scheme nor inside of the page:
 * files beside it among them, for others to judge.
 */
export async function provoke(page: Page): Promise<string[]> {
  const strange = await page.evaluate(`(async () => {
    const good = /^(?:https?|mailto):$/
    for (const fold of document.querySelectorAll('details')) fold.open = true
    for (const element of document.querySelectorAll('body *')) {
      for (const type of ['pointerenter', 'mouseover', 'mousemove', 'mousedown', 'mouseup'])
        element.dispatchEvent(new MouseEvent(type, {bubbles: true, cancelable: true}))
      if (element.tabIndex >= 0) element.focus({preventScroll: true})
    }
    const strange = []
    for (const link of document.querySelectorAll('a[href], area[href]')) {
      // Links of a drawing have no parts of an address, and no click() either.
      const href = link.getAttribute('href')
      // A browser goes nowhere with what is no address.
      if (!URL.canParse(href, location.href)) continue
      const to = new URL(href, location.href)
      const isHere = to.protocol === location.protocol && to.pathname === location.pathname
      const isElsewhere = good.test(to.protocol) && to.host !== location.host
      if (!isHere && !isElsewhere) strange.push(to.href)
      if (isHere || !(good.test(to.protocol) || to.protocol === location.protocol))
        link.dispatchEvent(new MouseEvent('click', {bubbles: true, cancelable: true}))
    }
    scrollTo(0, document.documentElement.scrollHeight)
    await new Promise((resolve) => setTimeout(resolve, 50))
    return strange
  })()`)
  await typeAround(page)
  return strange as string[] // As the lines above make them.
}

/** Search for a hostile word, where there is a search, and press every key that means something. */
async function typeAround(page: Page): Promise<void> {
  const search = page.locator('#sp-q')
  if (await search.isVisible()) {
    await search.fill('<img src=x onerror=alert(1)>')
    await search.press('Enter')
    await search.fill('alert')
    await search.press('Enter')
    await search.press('Escape')
  }
  for (const key of ['j', 'k', 'e', 'd', 'u', 'f', 'c', 's', 't', '?', 'Escape'])
    await page.keyboard.press(key)
  // These may go to another page, and no key reaches a page that is on its way.
  for (const key of [']', '[']) {
    await page.keyboard.press(key)
    await page.waitForTimeout(150)
    await page.waitForLoadState('load')
  }
}

/** What scripts left behind: names on the window that a page without them has not, and on every object. */
export async function namesLeft(page: Page): Promise<string[]> {
  const names = await evaluated(
    page,
    `[...Object.getOwnPropertyNames(window), ...Object.keys(Object.prototype)]`,
  )
  return (names as string[]).filter((name) => !/^\d+$/.test(name)) // Names are strings.
}

/** What a script gives; once more where a key that was pressed leads to another page only now. */
async function evaluated(page: Page, script: string): Promise<unknown> {
  try {
    return await page.evaluate(script)
  } catch (error) {
    if (!String(error).includes('Execution context was destroyed')) throw error
    await page.waitForLoadState('load')
    return await page.evaluate(script)
  }
}
