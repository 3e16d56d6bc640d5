const root = document.documentElement

function byId<T extends HTMLElement>(id: string): T {
  return root.querySelector(`#${id}`) as T // The page is made with all of them.
}

const said = byId('sp-say')
const form = byId<HTMLFormElement>('sp-ask')

/** Say what goes on, or why it does not. Brings this page back if another one is shown. */
export function say(...pieces: (string | Node)[]): void {
  if (document.documentElement !== root) document.documentElement.replaceWith(root)
  form.hidden = true
  said.replaceChildren(...pieces)
}

/**
 * Ask for a passphrase until one opens.
 *
 * @param open - Says whether it opened.
 */
export function askPassphrase(open: (passphrase: string) => Promise<boolean>): void {
  const box = byId<HTMLInputElement>('sp-pass')
  const wrong = byId('sp-wrong')
  const [button] = form.getElementsByTagName('button')
  said.replaceChildren('It opens with a passphrase.')
  form.hidden = false
  box.focus()
  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    // Stretching a passphrase takes long enough to press twice.
    if (!button || button.disabled) return
    button.disabled = true
    wrong.textContent = ''
    const isOpen = await open(box.value)
    button.disabled = false
    if (isOpen) return
    wrong.textContent =
      'This passphrase does not open it. Try again; if you are sure of it, the link or the file was changed.'
    box.setAttribute('aria-invalid', 'true')
    box.select()
  })
}

/** A link to another way to this page. */
export function linkTo(address: string, text: string): HTMLAnchorElement {
  return Object.assign(document.createElement('a'), {href: address, textContent: text})
}
