import type {ShareStatus} from '../actions/types.js'
import {SessionpressError} from '../errors.js'
import {toPlainText} from './to-plain-text.js'
import type {Client, ToastVariant} from './types.js'

/** Short messages on the screen of the client, which draws them itself. */
export interface Toasts {
  shared(status: ShareStatus): void
  warn(warning: string): void
  failed(sessionID: string, error: unknown): void
  /** Say something that a person has asked for. */
  answer(message: string, variant: ToastVariant): Promise<void>
}

/** Where there is no screen, as in `opencode run`, nobody sees them, and nothing fails. */
export function createToasts({tui}: Client): Toasts {
  const told = new Set<string>()
  return {
    shared: ({shareURL}) => void show(`Shared: ${shareURL}`, 'success', 10_000),
    warn: (warning) => void once(warning, warning, 'warning'),
    failed(sessionID, error) {
      // Who disabled sharing need not hear of it.
      if (!(error instanceof SessionpressError) || error.code === 'SHARE_DISABLED') return
      const {code, message, hint = ''} = error
      const review = code === 'GATE_REFUSED' ? ` Run \`sessionpress review ${sessionID}\`.` : ''
      // The same refusal after every turn would be noise.
      void once(`${code} ${message}`, `${message} ${hint}${review}`, 'warning')
    },
    answer: (message, variant) => show(message, variant, 30_000),
  }

  async function once(key: string, message: string, variant: ToastVariant): Promise<void> {
    if (told.has(key)) return
    told.add(key)
    await show(message, variant, 15_000)
  }

  async function show(text: string, variant: ToastVariant, duration: number): Promise<void> {
    const message = toPlainText(text)
    try {
      await tui.showToast({body: {title: 'sessionpress', message, variant, duration}})
    } catch {
      // A client without a screen, or of a version without toasts; the log has it too.
    }
  }
}
