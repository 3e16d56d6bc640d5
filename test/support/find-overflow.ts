import type {Page} from 'playwright-core'

/**
 * What makes a page scroll sideways at the width it is shown at: by how much, and
 * the innermost elements whose box or text reaches out, unless a frame of their
 * own holds them. Empty for a page that does not.
 */
export async function findOverflow(page: Page): Promise<string[]> {
  const found = await page.evaluate(`(() => {
    const root = document.documentElement
    const over = root.scrollWidth - root.clientWidth
    if (over <= 0) return []
    const range = document.createRange()
    const rightOf = (element) => {
      const box = element.getBoundingClientRect().right
      const hasText = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim())
      if (!hasText || getComputedStyle(element).overflowX !== 'visible') return box
      range.selectNodeContents(element)
      return Math.max(box, range.getBoundingClientRect().right)
    }
    const isHeld = (element) => {
      for (let at = element; at && at !== document.body; at = at.parentElement) {
        const {overflowX, position} = getComputedStyle(at)
        if (at !== element && overflowX !== 'visible') return true
        if (position === 'absolute' || position === 'fixed') return false
      }
      return false
    }
    const reaches = (element) => rightOf(element) > root.clientWidth + 0.5
    const reaching = [...document.body.querySelectorAll('*')].filter(reaches)
    const innermost = reaching.filter((element) => ![...element.children].some(reaches))
    const free = innermost.filter((element) => !isHeld(element))
    const places = (free.length > 0 ? free : innermost).slice(0, 3)
    return ['by ' + over + ' px: ' + places.map(({outerHTML}) => outerHTML.slice(0, 160)).join(' … ')]
  })()`)
  // As the lines above make them.
  return (found as string[]).map((text) => text.replace(/\s+/g, ' '))
}
