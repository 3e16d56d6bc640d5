import process from 'node:process'
import {SessionpressError} from '../errors.js'

/**
 * Refuse a value for a switch. yargs takes any value but `true` for a no, so that `--encrypt=yes` would do the
 * opposite of what it says; and a passphrase has no place where every process can read it.
 */
export function refuseValues(...names: string[]): void {
  for (const name of names) {
    const isGiven = process.argv.some((word) => word.startsWith(`--${name}=`))
    if (!isGiven) continue
    throw new SessionpressError('USAGE_INVALID', `\`--${name}\` takes no value`, {
      hint:
        name === 'passphrase'
          ? 'Type the passphrase when it is asked for, or set `SESSIONPRESS_PASSPHRASE`.'
          : `Write \`--${name}\` or \`--no-${name}\`.`,
    })
  }
}
