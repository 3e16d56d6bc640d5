import type {Bundle} from '../session/bundle.js'
import type {Lend} from './server.js'

/** A rendered session that has files to let go of. */
export interface Edition {
  bundle: Bundle
  dispose(): Promise<void>
}

/** The edition that is shown, and those that a slow visitor still reads. */
export interface Editions {
  lend: Lend
  /** Show another edition. The one before goes once nobody reads it. */
  replace(edition: Edition): Promise<void>
  /** Let go of the edition that is shown. */
  close(): Promise<void>
}

/** Keep an edition readable for as long as an answer is made from it. */
export function createEditions(first: Edition): Editions {
  let current = lendable(first)
  return {
    lend: (answer) => current.lend(answer),
    async replace(edition) {
      const before = current
      current = lendable(edition)
      await before.retire()
    },
    close: () => current.retire(),
  }
}

function lendable(edition: Edition): {lend: Lend; retire(): Promise<void>} {
  let readers = 0
  let isRetired = false
  const leave = async () => {
    if (isRetired && readers === 0) await edition.dispose()
  }

  return {
    async lend(answer) {
      readers += 1
      try {
        await answer(edition.bundle)
      } finally {
        readers -= 1
        await leave()
      }
    },
    async retire() {
      isRetired = true
      await leave()
    },
  }
}
