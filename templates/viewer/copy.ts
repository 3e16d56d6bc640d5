import {around, create, find, on, say} from './page.js'

/** Buttons that copy code. A page carries none: each comes with the pointer or the focus. */
export function startCopy(): void {
  for (const type of ['pointerover', 'focusin']) {
    on(type, (event) => {
      const figure = around(event, 'figure.sp-code')
      if (!figure || find('.sp-copy', figure)) return
      const look = {type: 'button', className: 'sp-btn sp-copy', textContent: 'Copy'} as const
      const caption = find('figcaption', figure) ?? figure
      caption.append(create('button', look))
    })
  }
  on('click', async (event) => {
    const button = around(event, '.sp-copy')
    const code = button?.closest('figure')?.querySelector('code')
    if (!button || !code) return
    const isCopied = await copy(code.textContent ?? '', 'Copied')
    if (!isCopied) getSelection()?.selectAllChildren(code)
    button.textContent = isCopied ? 'Copied' : 'Press Ctrl+C'
    setTimeout(() => {
      button.textContent = 'Copy'
    }, 1500)
  })
}

/** Copy a text and say so. Where a browser does not allow it, nothing happens. */
export async function copy(text: string, saying: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
  } catch {
    return false
  }
  say(saying)
  return true
}
