import {policy} from './policy.js'

declare global {
  var sessionpressBlock: (number: number, block: string) => void
}

/** Elements of the page that carry blocks. They stay readable when another page is shown in its place. */
const carried = new Map(
  [...document.querySelectorAll('script[type="text/plain"]')].map((element) => [
    element.id,
    element,
  ]),
)

const waiting = new Map<number, (block: string) => void>()

// Each file is a script that calls this: nothing else may be loaded from a disk.
self.sessionpressBlock = (number, block) => waiting.get(number)?.(block)

/** The base64 of one block, from the page or from the file beside it. Which one it claims to be proves nothing. */
export function loadBlock(number: number, file: string | undefined): Promise<string> {
  const element = carried.get(`sp-b${number}`)
  if (element) return Promise.resolve(element.textContent ?? '')
  return new Promise((resolve, reject) => {
    if (!file) throw new Error(`Block ${number} is missing.`)
    const script = document.createElement('script')
    waiting.set(number, resolve)
    const end = () => {
      script.remove()
      waiting.delete(number)
      reject(new Error(`${file} is missing, or holds another block.`))
    }
    script.onload = end
    script.onerror = end
    script.src = policy.createScriptURL(file)
    document.head.append(script)
  })
}
