import {objectOf, textOf} from '../../session/json.js'
import type {Keeper} from './keeper.js'

/** Something that happened in OpenCode, as its plugins and its event streams tell it (reference 3.4). */
export interface OpenCodeEvent {
  type: string
  properties?: unknown
}

/** Tells a keeper what events mean for it. */
export interface EventFollower {
  take(event: OpenCodeEvent): void
  /** Whether a session is being answered just now. */
  isBusy(sessionID: string): boolean
  /** Forget who is busy: what happened since nobody told. */
  reset(): void
}

/**
 * Sessions are looked at when they rest, and when something of them is taken back or renamed while
 * they do. What happens while they are answered is told by the rest that follows.
 */
export function followEvents(keeper: Keeper): EventFollower {
  const busy = new Set<string>()
  const looks = new Map<string, string>()
  return {
    isBusy: (sessionID) => busy.has(sessionID),
    reset: () => busy.clear(),
    take({type, properties}) {
      const {info, status, ...rest} = objectOf(properties)
      const session = objectOf(info)
      const isSession = type === 'session.updated' || type === 'session.deleted'
      const sessionID = textOf(rest.sessionID) ?? (isSession ? textOf(session.id) : undefined)
      if (sessionID === undefined) return
      if (type === 'session.status') setBusy(sessionID, objectOf(status).type !== 'idle')
      if (type === 'session.idle') {
        setBusy(sessionID, false)
        keeper.touch(sessionID)
      }
      if (type === 'session.deleted') keeper.drop(sessionID, textOf(session.directory))
      if (type === 'session.updated' && isOther(sessionID, session)) change(sessionID)
      if (type === 'message.removed' || type === 'message.part.removed') change(sessionID)
    },
  }

  function setBusy(sessionID: string, isBusy: boolean): void {
    if (isBusy) busy.add(sessionID)
    else busy.delete(sessionID)
  }

  function change(sessionID: string): void {
    if (!busy.has(sessionID)) keeper.touch(sessionID)
  }

  /** Every step of an answer updates a session; its title and an undo are what a page shows of that. */
  function isOther(sessionID: string, {title, revert}: Record<string, unknown>): boolean {
    const look = JSON.stringify([title, revert])
    const before = looks.get(sessionID)
    looks.set(sessionID, look)
    return before !== look
  }
}
