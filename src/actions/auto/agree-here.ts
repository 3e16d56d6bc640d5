import {readAutoShare} from '../../config/auto-share.js'
import {readConfiguration} from '../../config/configuration.js'
import {SessionpressError} from '../../errors.js'
import {targetSchemas} from '../../targets/registry.js'
import {runsOf} from '../agreed-programs.js'
import {chooseDestination, placeOf} from '../destination.js'
import {ownFolder} from '../open-ledger-of.js'
import {resolveSurroundings} from '../surroundings.js'
import type {LedgerOptions} from '../types.js'
import {agree, isOpen} from './agreement.js'

export interface AgreeHereOptions extends LedgerOptions {
  /** Agree only where sessions go to this target or folder anyway. @default wherever they go */
  to?: string
  /** Only where sessions are shared by themselves. @default false */
  ifAuto?: boolean
  /** Only tell what would be agreed to. @default false */
  dryRun?: boolean
}

/** Where sessions of a project go. */
export interface Agreed {
  /** Whether they go there by themselves. */
  isAuto: boolean
  /** The project's file that was agreed to; `undefined` where it has no say. */
  file: string | undefined
  /** Name of the target. */
  target: string
  /** Programs that the target runs on this machine, with all their arguments. */
  runs: string[]
  /** Whether it was not agreed to before. */
  isNew: boolean
}

/**
 * Keep that the person agrees to where this project's file, as it is now, sends sessions.
 *
 * @returns `undefined` where no target is meant
 * @throws SessionpressError `CONFIG_INVALID`, `TARGET_UNKNOWN`, `LEDGER_*`
 */
export async function agreeHere(options: AgreeHereOptions): Promise<Agreed | undefined> {
  const surroundings = resolveSurroundings(options.surroundings)
  const setting = await readAutoShare(surroundings)
  if (options.ifAuto && !setting.isOn) return undefined
  const configuration = await readConfiguration({...surroundings, targetSchemas})
  const choose = (to: string | undefined) =>
    chooseDestination({
      ...{to, session: undefined, chooseTarget: undefined},
      ...{configuration, surroundings},
    })
  try {
    const destination = await choose(undefined)
    if (options.to !== undefined && placeOf(await choose(options.to)) !== placeOf(destination)) {
      return undefined
    }
    const folder = ownFolder(options, surroundings)
    const asked = {folder, setting, destination}
    const isNew = await (options.dryRun ? isOpen(asked) : agree(asked, surroundings.now()))
    const {name: target} = destination
    const file = setting.toAgree?.file
    return {isAuto: setting.isOn, file, target, runs: runsOf(destination), isNew}
  } catch (error) {
    const isNowhere = error instanceof SessionpressError && error.code === 'TARGET_UNCONFIGURED'
    if (isNowhere) return undefined
    throw error
  }
}
