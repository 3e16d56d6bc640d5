import type {NativeSession} from '../../session/native.js'
import {originsOf, type PageNumbers} from './origins.js'

/** `12-4` of `t12-4`, where the session has such a block; `t12-0` is the prompt of a turn. */
export function findBlock(name: string, {turns}: PageNumbers): string | undefined {
  const [, turn = '', block = ''] = /^t(\d{1,9})-(\d{1,9})$/.exec(name) ?? []
  const found = turns.find(({number}) => number === Number(turn))
  const isThere =
    Number(block) === 0
      ? found?.turn.prompt !== undefined && block !== ''
      : found?.blocks.some(({number}) => number === Number(block))
  return isThere ? `${Number(turn)}-${Number(block)}` : undefined
}

/** Those of some blocks that a session still has: a person may have taken the others back. */
export function blocksStillIn(native: NativeSession, names: readonly string[]): string[] {
  if (names.length === 0) return []
  const numbers = originsOf(native)
  return names.filter((name) => findBlock(name, numbers) !== undefined)
}
