import type {Vault} from './vault.js'

/** Links to files that are no pages: there is nothing at their address, so they are handed over decrypted. */
export function startDownloads(vault: Vault, onFailure: () => void): void {
  for (const type of ['click', 'auxclick']) {
    addEventListener(
      type,
      async (event) => {
        const {target} = event
        const link = target instanceof Element ? target.closest('a[href]') : null
        const name = link?.getAttribute('href') ?? ''
        if (!vault.has(name) || name.endsWith('.html')) return
        event.preventDefault()
        event.stopImmediatePropagation()
        try {
          save(await vault.read(name), name)
        } catch {
          onFailure()
        }
      },
      true,
    )
  }
}

function save(content: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(content)
  link.download = name
  link.click()
  // The browser has to come by before the address is gone.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
