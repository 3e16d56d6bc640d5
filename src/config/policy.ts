import {SessionpressError} from '../errors.js'
import type {Configuration} from './configuration.js'
import {nameDuty} from './duty.js'
import type {OpenCodeContext} from './opencode-files.js'
import {readOpenCodeShare} from './opencode-share.js'

export type {OpenCodeContext as PolicyContext}

/**
 * Refuse to share where anything forbids it: the environment, the
 * organisation's policy, our own configuration, or OpenCode's, of the project,
 * the person or the machine.
 *
 * @returns Warnings for the person at the keyboard.
 * @throws SessionpressError `SHARE_DISABLED` that names who said so; `CONFIG_INVALID` when a file
 * is broken, since it might have forbidden it.
 */
export async function checkPolicy(
  {disabledBy}: Pick<Configuration, 'disabledBy'>,
  context: OpenCodeContext,
): Promise<string[]> {
  const variable = context.env.OPENCODE_DISABLE_SHARE
  if (/^(1|true)$/i.test(variable ?? '')) throw disabled('the variable `OPENCODE_DISABLE_SHARE`')
  checkDisabled({disabledBy})

  const openCode = await readOpenCodeShare(context)
  if (openCode.disabledBy !== undefined) {
    throw disabled(nameDuty({file: openCode.disabledBy, key: 'share'}))
  }
  if (openCode.uploadedBy === undefined) return []
  return [
    `\`${openCode.uploadedBy}\` switches on automatic sharing: OpenCode itself uploads every session to its vendor's server.`,
  ]
}

/** @throws SessionpressError `SHARE_DISABLED` where a policy or one of our own files forbids it */
export function checkDisabled({disabledBy}: Pick<Configuration, 'disabledBy'>): void {
  if (disabledBy !== undefined) throw disabled(nameDuty({file: disabledBy, key: 'share'}))
}

function disabled(by: string): SessionpressError {
  return new SessionpressError('SHARE_DISABLED', `Sharing is switched off by ${by}.`, {
    hint: 'Use `sessionpress export` to make the page for yourself, without putting it anywhere.',
  })
}
