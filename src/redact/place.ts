import type {NativePlace} from '../session/finding.js'

/** Where redaction is in a session: goes along with it. */
export interface Place {
  /** The place now; the same object as long as it is the same place. */
  now(): NativePlace
  /** Do something one step further down. */
  at<T>(step: string | number, act: () => T): T
  /** Do something in a subagent's session. */
  inChild<T>(index: number, act: () => T): T
}

/** The start of a session. */
export function createPlace(): Place {
  const session: number[] = []
  let path: (string | number)[] = []
  let told: NativePlace | undefined
  return {now, at, inChild}

  function now(): NativePlace {
    told ??= {session: [...session], path: [...path]}
    return told
  }

  function at<T>(step: string | number, act: () => T): T {
    path.push(step)
    told = undefined
    const result = act()
    path.pop()
    told = undefined
    return result
  }

  function inChild<T>(index: number, act: () => T): T {
    const outer = path
    session.push(index)
    path = []
    told = undefined
    const result = act()
    session.pop()
    path = outer
    told = undefined
    return result
  }
}
