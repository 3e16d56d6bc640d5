// Photographs every fixture as people will see it, for a person to look through:
// top, middle and changed files at three widths in both themes, with a contact
// sheet a fixture. Says what scrolls sideways or talks on the console.
//
//     npm run build && npm run screens -- OUT [FIXTURE…]
import os from 'node:os'
import path from 'node:path'
import process from 'node:process'
import {pathToFileURL} from 'node:url'
import fs from 'fs-extra'
import {exportSession} from '../../dist/index.js'
import {launchChromium} from '../support/launch-chromium.mjs'

const fixtures = path.resolve(import.meta.dirname, '../../fixtures/sessions')
const widths = [360, 820, 1440]
const themes = ['light', 'dark']
const height = 900
const surroundings = {home: '/home/dev', env: {}}

const [out, ...wanted] = process.argv.slice(2)
if (!out) {
  console.error('Say where the pictures go: `npm run screens -- OUT [FIXTURE…]`.')
  process.exit(2)
}

const bundles = await fs.mkdtemp(path.join(os.tmpdir(), 'sessionpress-screens-'))
const browser = await launchChromium()
try {
  const names = wanted.length > 0 ? wanted : (await fs.readdir(fixtures)).sort()
  for (const name of names) await photograph(name)
  console.log(`Look at ${path.join(out, '<fixture>', 'sheet.png')} first.`)
} finally {
  await browser.close()
  await fs.remove(bundles)
}

async function photograph(name) {
  const bundle = path.join(bundles, name)
  await exportSession(...(await sessionOf(name, bundle)))
  const folder = path.join(out, name)
  await fs.emptyDir(folder)
  const pictures = []
  const warnings = new Set()
  const filesPage = await findFilesPage(bundle)
  for (const width of widths) {
    for (const theme of themes) {
      const look = {width, theme, bundle, filesPage}
      pictures.push(...(await photographLook(look, folder, warnings)))
    }
  }
  await makeSheet(name, folder, pictures)
  console.log(`${name}: ${pictures.length} pictures`)
  for (const warning of warnings) console.log(`  ${warning}`)
}

/** The page that shows the changed files: the last ones of a long session do. */
async function findFilesPage(bundle) {
  const pages = (await fs.readdir(bundle)).filter((name) => name.endsWith('.html'))
  return pages.find((name) => /id="files"/.test(fs.readFileSync(path.join(bundle, name), 'utf8')))
}

/** What `exportSession` takes for a fixture: a file, or an id and the store it is in. */
async function sessionOf(name, output) {
  const folder = path.join(fixtures, name)
  const file = path.join(folder, 'input.json')
  if (await fs.pathExists(file)) return [file, {output, surroundings}]
  const id = (await fs.readFile(path.join(folder, 'session.txt'), 'utf8')).trim()
  return [id, {output, surroundings, source: path.join(folder, 'storage')}]
}

async function photographLook({width, theme, bundle, filesPage}, folder, warnings) {
  const context = await browser.newContext({viewport: {width, height}, colorScheme: theme})
  const page = await context.newPage()
  const look = `${width} px, ${theme}`
  page.on('console', (message) => warnings.add(`${look}: console: ${message.text()}`))
  page.on('pageerror', (error) => warnings.add(`${look}: error: ${error.message}`))
  try {
    await page.goto(addressOf('index.html'))
    const {over, middle} = await page.evaluate(measure)
    if (over > 0) warnings.add(`${look}: scrolls sideways by ${over} px`)
    const pictures = [await take('top', () => page.evaluate('scrollTo(0, 0)'))]
    if (middle > 0) {
      pictures.push(await take('middle', () => page.evaluate(`scrollTo(0, ${middle})`)))
    }
    // Side by side where there is room for it, as the page itself decides.
    if (filesPage) {
      const address = `${addressOf(filesPage)}?diff=split#files`
      pictures.push(await take('diff', () => page.goto(address)))
    }
    return pictures
  } finally {
    await context.close()
  }

  function addressOf(name) {
    return pathToFileURL(path.join(bundle, name)).href
  }

  async function take(place, goThere) {
    await goThere()
    await page.waitForTimeout(100)
    const file = path.join(folder, `${width}-${theme}-${place}.png`)
    await page.screenshot({path: file})
    return {file, label: `${look}, ${place}`}
  }
}

/** Runs in the page: how far it scrolls sideways, and where its middle begins. */
function measure() {
  const {clientHeight, clientWidth, scrollHeight, scrollWidth} = globalThis.document.documentElement
  return {
    over: scrollWidth - clientWidth,
    middle: Math.max(0, Math.floor((scrollHeight - clientHeight) / 2)),
  }
}

/** All pictures of a fixture on one, each half as high. */
async function makeSheet(name, folder, pictures) {
  const page = await browser.newPage({viewport: {width: 2400, height}})
  const cells = pictures.map(({file, label}) => {
    const data = fs.readFileSync(file).toString('base64')
    return `<figure><img src="data:image/png;base64,${data}"><figcaption>${label}</figcaption></figure>`
  })
  await page.setContent(`<style>
body{margin:12px;display:flex;flex-wrap:wrap;gap:12px;background:#ddd;font:14px sans-serif}
h1{width:100%;margin:0;font-size:20px}figure{margin:0}img{height:450px;border:1px solid #999}
</style><h1>${name}</h1>${cells.join('')}`)
  await page.screenshot({path: path.join(folder, 'sheet.png'), fullPage: true})
  await page.close()
}
