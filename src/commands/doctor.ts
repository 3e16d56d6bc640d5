import process from 'node:process'
import type {CommandModule} from 'yargs'
import type {Diagnosis, Orphan, Problem} from '../index.js'
import {confirm} from './confirm.js'
import {given} from './given.js'
import {json, quiet, state} from './options.js'
import {plain, plainJSON} from './plain.js'
import {withProgress} from './progress.js'
import {refuseValues} from './refuse-values.js'
import {endAfterOutput, isInteractive, print, say, tell} from './terminal.js'

interface DoctorArguments {
  fix: boolean
  orphans: boolean
  json: boolean
  state: string | undefined
  quiet: boolean
}

/** `sessionpress doctor`: find what is not as it should be, and mend it. */
export const doctorCommand: CommandModule<object, DoctorArguments> = {
  command: 'doctor',
  describe: 'Find interrupted work, orphans and faults, and mend them',

  builder: (yargs) =>
    yargs
      .option('fix', {
        type: 'boolean',
        default: false,
        describe: 'Finish or roll back what was cut short, and clear up',
      })
      .option('orphans', {
        type: 'boolean',
        default: false,
        describe: 'With --fix, remove shares that this ledger does not know',
      })
      .option('json', json)
      .option('state', state)
      .option('quiet', quiet)
      .example('$0 doctor', 'Look, and change nothing')
      .example('$0 doctor --fix', 'Mend what can be mended')
      .example('$0 doctor --fix --orphans', 'Also remove what nobody here knows of')
      .epilogue(
        'An orphan lies at a target and is not in the ledger. It may be a share of another machine or person that publishes there: remove orphans only where you alone do. The exit status is 1 while a problem is left.',
      ),

  async handler({fix, orphans, json, state, quiet}) {
    refuseValues('fix', 'orphans')
    const {doctor} = await import('../index.js')
    const found = await withProgress(quiet, ({onProgress, clear}) =>
      doctor({
        ...given({state}),
        fix,
        orphans,
        ...(isInteractive() && {confirmOrphans: askAboutOrphans(clear)}),
        onProgress,
      }),
    )
    if (json) print(plainJSON(found))
    else for (const line of found.problems.flatMap(formatProblem)) print(line)
    conclude(found, json || quiet)
    // A place that gave no answer in time may be waited for still.
    await endAfterOutput()
  },
}

function formatProblem({message, hint, fixed}: Problem): string[] {
  const lines = [`${fixed ? 'fixed  ' : 'problem'}  ${plain(message)}`]
  return hint === null ? lines : [...lines, `         ${plain(hint)}`]
}

function conclude({problems, notes}: Diagnosis, isSilent: boolean): void {
  const left = problems.filter(({fixed}) => !fixed).length
  if (left > 0) process.exitCode = 1
  if (isSilent) return
  for (const note of notes) say(`note: ${plain(note)}`)
  if (left > 0) say(left === 1 ? 'One problem is left.' : `${left} problems are left.`)
  else tell(false, 'All is well.')
}

/** Ask before anything goes that somebody else may have published. */
function askAboutOrphans(clear: () => void): (orphans: Orphan[]) => Promise<boolean> {
  return (orphans) => {
    clear()
    for (const {shareID, target} of orphans) say(`  ${shareID}  ${plain(target)}`)
    const what = orphans.length === 1 ? 'this share' : `these ${orphans.length} shares`
    return confirm(
      `This ledger does not know ${what}; that of another machine or person may. Remove for good?`,
    )
  }
}
