import type {AutoShare} from '../../config/auto-share.js'
import {SessionpressError} from '../../errors.js'
import {hasAgreement, writeAgreement} from '../../ledger/agreements.js'
import {runsOf} from '../agreed-programs.js'
import {type Destination, placeOf} from '../destination.js'

/** What a person agrees to: a project's file as it is, and the place that it leads to. */
export interface Asked {
  /** Folder of the ledger. */
  folder: string
  setting: AutoShare
  destination: Destination
}

/**
 * Refuse to do unseen what only a project's file asks for: one that was just cloned could send
 * every session to a stranger, and run any program. A changed file is another one.
 *
 * @throws SessionpressError `REVIEW_NEEDED`, `LEDGER_UNREADABLE`
 */
export async function checkAgreement(asked: Asked): Promise<void> {
  const {setting, destination} = asked
  const {toAgree} = setting
  if (!toAgree || !(await isOpen(asked))) return
  const orShare = setting.isOn ? ', or `sessionpress share` once' : ''
  throw new SessionpressError(
    'REVIEW_NEEDED',
    `\`${toAgree.file}\` wants sessions at \`${destination.name}\`, and nobody has agreed to that file as it is now.`,
    {hint: `Read it, then agree: run \`sessionpress init opencode\` in that project${orShare}.`},
  )
}

/**
 * Whether there is anything left to agree to.
 *
 * @throws SessionpressError `LEDGER_UNREADABLE`
 */
export async function isOpen(asked: Asked): Promise<boolean> {
  const {setting, folder} = asked
  return setting.toAgree !== undefined && !(await hasAgreement(folder, describe(asked)))
}

/**
 * Keep that the person agrees to what `checkAgreement` asks for.
 *
 * @returns Whether there was anything left to agree to
 * @throws SessionpressError `LEDGER_UNREADABLE`, `LEDGER_UNWRITABLE`
 */
export async function agree(asked: Asked, now: Date): Promise<boolean> {
  const {setting, folder, destination} = asked
  const {toAgree} = setting
  if (!toAgree || !(await isOpen(asked))) return false
  await writeAgreement(folder, describe(asked), {
    file: toAgree.file,
    target: destination.name,
    agreedAt: now.toISOString(),
  })
  return true
}

function describe({setting: {toAgree}, destination}: Asked): string {
  const {file, text} = toAgree ?? {}
  return JSON.stringify([file, text, placeOf(destination), runsOf(destination)])
}
