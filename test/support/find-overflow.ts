import type {Page} from 'playwright-core'

/**
 * What makes a page scroll sideways at the width it is shown at: by how much,
 * and the innermost elements that reach out, unless a frame of their own holds them.
 */
export async function findOverflow(page: Page): Promise<string[]> {
  const found = await page.evaluate(`(() => {
    const root = document.documentElement
    const over = root.scrollWidth - root.clientWidth
    if (over <= 0) return []
    const isHeld = (element) => {
      for (let at = element.parentElement; at && at !== document.body; at = at.parentElement) {
        if (getComputedStyle(at).overflowX !== 'visible') return true
      }
      return false
    }
    const reaches = (element) => element.getBoundingClientRect().right > root.clientWidth + 0.5
    const widest = [...document.body.querySelectorAll('*')]
      .filter((element) => reaches(element) && !isHeld(element))
      .filter((element) => ![...element.children].some(reaches))
      .map((element) => element.outerHTML.replace(/\\\\s+/g, ' ').slice(0, 120))
    return ['by ' + over + ' px: ' + widest.slice(0, 3).join(' … ')]
  })()`)
  return found as string[] // As the lines above make them.
}
