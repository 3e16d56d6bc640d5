import {createRequire} from 'node:module'
import fs from 'fs-extra'
import type {Page} from 'playwright-core'

const axe = await fs.readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** Put axe-core into a page that may be checked. */
export async function bringAxe(page: Page): Promise<void> {
  await page.evaluate(axe)
}

/** What axe-core finds wrong as the page is shown now: one line a rule, with the first two places. */
export async function findViolations(page: Page): Promise<string[]> {
  const violations = await page.evaluate(`(async () => {
    const {violations} = await axe.run(document, {resultTypes: ['violations']})
    return violations.map(({id, nodes}) => ({id, places: nodes.map(({html}) => html)}))
  })()`)
  // As the line above makes them.
  return (violations as {id: string; places: string[]}[]).map(({id, places}) => {
    const first = places.slice(0, 2).map((place) => place.replace(/\s+/g, ' ').slice(0, 160))
    return `${id} ×${places.length}: ${first.join(' … ')}`
  })
}
