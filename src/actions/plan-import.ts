import type {NativeSession} from '../session/native.js'
import {importAddress} from '../targets/importing.js'

/** How one share can be imported. */
interface ImportPlan {
  /** What follows `opencode import`. */
  from: string
  /** Where visitors read the share, where its address can be imported. */
  page?: string
}

interface PlanImportOptions {
  shareID: string
  /** Messages that the client would take. */
  messages: number
  /** Where visitors will read it, if it shall be importable by its address. */
  importableAt: ((shareID: string) => string) | undefined
  onWarning: (warning: string) => void
}

/**
 * What a page says of `opencode import`: nothing where no client takes the session.
 *
 * What is asked for and cannot be is told of.
 */
export function planImport(
  {format}: NativeSession,
  {shareID, messages, importableAt, onWarning}: PlanImportOptions,
): ImportPlan | undefined {
  const page = importableAt?.(shareID)
  if (format !== 'opencode-1') {
    if (page !== undefined)
      onWarning(`${notByAddress}: no client takes sessions of OpenCode 2 yet.`)
    return undefined
  }
  if (page === undefined) return {from: 'session.json'}
  if (messages === 0) {
    onWarning(`${notByAddress}: it has no message that \`opencode import\` takes.`)
    return {from: 'session.json'}
  }
  return {from: importAddress(page, shareID), page}
}

const notByAddress = 'This session cannot be imported by its address'
