/**
 * The script of an encrypted page: it decrypts the session with the key in the address and shows it in its
 * place. Nothing leaves the browser.
 */
import {keyIn, readFragment} from './address.js'
import {deriveKey, fromBase64, stretch} from './derive.js'
import {type Sealed, sealedFormat} from './format.js'
import {askPassphrase, linkTo, say} from './states.js'
import {startTravel} from './travel.js'
import {openVault} from './vault.js'

/** It cannot be told which of them it is. */
const refused =
  'It cannot be opened: the key does not fit, or the file was changed. Use the link as it was given to you; if that is what you did, ask whoever gave it to you.'

/** An update takes the blocks away that the page from before goes by. */
const changed =
  'It cannot be opened any more: the files were changed since this page was loaded. Load it again; if that does not help, ask whoever gave you the link.'

const tooOld =
  'This browser is too old to open it. Use a current one: Chrome, Edge, Firefox, Safari.'

const incomplete =
  'The link is incomplete: the key is missing, which stands at its end, from “#k=” on. Copy the whole link, or ask whoever gave it to you.'

const fragment = readFragment()
const theme = fragment.get('theme')
if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
start()

function start(): void {
  // The right link may be put in place of a wrong one: for the browser that is the same page.
  addEventListener('hashchange', retry)
  const key = keyIn(fragment)
  const sealed = readSealed()
  if (!self.crypto?.subtle) explainInsecure()
  else if (!self.DecompressionStream) say(tooOld)
  else if (!key) say(incomplete)
  else if (!sealed) say(refused)
  else if (sealed.salt !== undefined) askPassphrase((typed) => open(sealed, key, typed))
  else {
    say('Opening …')
    open(sealed, key).then((isOpen) => isOpen || say(refused))
  }
}

function retry(): void {
  location.reload()
}

async function open(sealed: Sealed, key: string, passphrase?: string): Promise<boolean> {
  try {
    const salt = fromBase64(sealed.salt ?? '')
    const stretched = passphrase === undefined ? undefined : await stretch(passphrase, salt)
    const vault = await openVault(sealed, await deriveKey(sealed, fromBase64(key), stretched))
    removeEventListener('hashchange', retry)
    await startTravel(vault, key, (wasOpen) => say(wasOpen ? changed : refused))
    return true
  } catch {
    return false
  }
}

function readSealed(): Sealed | undefined {
  try {
    const sealed = JSON.parse(document.querySelector('#sp-sealed')?.textContent ?? '') as Sealed
    // Whatever else is wrong in it makes another key, which opens nothing.
    return sealed.format === sealedFormat ? sealed : undefined
  } catch {
    return undefined
  }
}

/** Browsers only have cryptography where nobody can change the page on its way. */
function explainInsecure(): void {
  const secure = location.href.replace(/^http:/, 'https:')
  say(
    'It cannot be opened over plain http, where browsers do not decrypt. Try ',
    linkTo(secure, 'the same address with https'),
    ', or download this page with the files beside it and open it from the disk, with the end of this address from “#k=” on.',
  )
}
