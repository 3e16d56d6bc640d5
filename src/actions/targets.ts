import {checkTarget as checkAllowed} from '../config/check-duties.js'
import {type Configuration, readConfiguration} from '../config/configuration.js'
import {describePlace} from '../config/target-place.js'
import type {SessionpressError} from '../errors.js'
import {settleAll} from '../system/in-parallel.js'
import {targetSchemas} from '../targets/registry.js'
import type {Abilities} from '../targets/types.js'
import {isAgreed, notAgreed, readAgreements} from './agreed-programs.js'
import {checkTarget, describeCheck, failedCheck, type TargetCheck} from './check-target.js'
import {type Destination, findDestination, reach} from './destination.js'
import {resolveSurroundings} from './surroundings.js'
import type {CommonOptions, Surroundings} from './types.js'

export interface TargetsOptions extends CommonOptions {
  /** Ask each target whether it works. @default true */
  check?: boolean
  /** Milliseconds that one target may take to answer. @default 30000 */
  patience?: number
}

/** What `targets` does where nothing else is asked for. */
export const targetsDefaults = {check: true, patience: 30_000} as const satisfies TargetsOptions

/** One target as `targets` tells of it. Absent is `null`. */
export interface TargetStatus {
  name: string
  /** `null` where the configuration describes it in a way that is not known here. */
  type: string | null
  /** Where shares go: a folder, a repository, a bucket. Without passwords. */
  where: string | null
  /** Address below which a visitor finds them; `null` where the target has none. */
  url: string | null
  /** Whether `share` uses it without `--to`. */
  isDefault: boolean
  abilities: TargetAbilities | null
  /** What was found out; `null` where nobody asked. */
  checks: TargetCheck[] | null
}

/** What a target can promise. `null` means that only its answers tell. */
export interface TargetAbilities {
  /** What was removed may stay readable in a history there. */
  keepsHistory: boolean
  /** Seconds that the host's own caches serve a page after it is gone. */
  cacheSeconds: number | null
  /** Whether a page that is not there answers 404. */
  answersMissing: boolean | null
  /** Whether it can tell what of ours lies there. */
  canList: boolean
}

/**
 * The configured targets by name: where they are, what they can promise, and whether they work.
 * One that is broken keeps none of the others from being told of. A target that is a program is
 * asked only where it is named, or where somebody agreed to that program before.
 *
 * @param name Only this one: a configured name, or a folder as `--to` takes it.
 * @throws SessionpressError `TARGET_UNKNOWN`, `CONFIG_INVALID` where a file as a whole cannot be read
 */
export async function targets(
  name?: string,
  options: TargetsOptions = {},
): Promise<TargetStatus[]> {
  const surroundings = resolveSurroundings(options.surroundings)
  const {check, patience} = {...targetsDefaults, ...options}
  const broken = new Map<string, SessionpressError>()
  const onBrokenTarget = (each: string, error: SessionpressError) => void broken.set(each, error)
  const configuration = await readConfiguration({...surroundings, targetSchemas, onBrokenTarget})

  const names = [...configuration.targets.keys(), ...broken.keys()].sort()
  const records = check && name === undefined ? await readAgreements(surroundings) : []
  const chosen = configuration.target ?? (names.length === 1 ? names[0] : undefined)
  let done = 0
  const results = await settleAll(name === undefined ? names : [name], together, async (each) => {
    const error = broken.get(each)
    const status = error
      ? describeBroken(each, error)
      : await describe(await find(each, configuration, surroundings), configuration, {
          patience: check ? patience : undefined,
          mayAsk: (destination) => name !== undefined || isAgreed(destination, records),
        })
    options.onProgress?.({step: 'asking targets', done: ++done, total: names.length})
    return {...status, isDefault: each === chosen}
  })
  return results.map((result) => {
    if (result.status === 'rejected') throw result.reason
    return result.value
  })
}

/** Targets that are asked at once. */
const together = 4

async function find(
  name: string,
  configuration: Configuration,
  surroundings: Surroundings,
): Promise<Destination> {
  const setting = configuration.targets.get(name)
  return setting
    ? reach(setting, surroundings)
    : await findDestination(name, {configuration, surroundings})
}

interface DescribeOptions {
  /** Milliseconds that the target may take to answer; `undefined` where it is not asked. */
  patience: number | undefined
  mayAsk: (destination: Destination) => boolean
}

async function describe(
  destination: Destination,
  {organisation}: Configuration,
  {patience, mayAsk}: DescribeOptions,
): Promise<TargetStatus> {
  const {name, type, options, target} = destination
  const forbidden = await checkAllowed(organisation, destination).then(() => [], failedOnce)
  const ask = async (limit: number) =>
    mayAsk(destination) ? await checkTarget(target, limit) : [describeCheck(notAgreed(destination))]
  const checks = patience === undefined ? undefined : [...forbidden, ...(await ask(patience))]
  return {
    name,
    type,
    where: describePlace(type, options) || null,
    url: typeof options.url === 'string' ? options.url : null,
    isDefault: false,
    abilities: describeAbilities(target.abilities),
    checks: checks ?? null,
  }
}

function failedOnce(error: unknown): TargetCheck[] {
  return [failedCheck(error)]
}

function describeAbilities(abilities: Abilities): TargetAbilities {
  const {keepsHistory, cacheSeconds = null, answersMissing = null, canList} = abilities
  return {keepsHistory, cacheSeconds, answersMissing, canList}
}

/** Nobody can be asked there, and still it is known to be wrong. */
function describeBroken(name: string, error: SessionpressError): TargetStatus {
  const nothing = {type: null, where: null, url: null, abilities: null}
  return {name, ...nothing, isDefault: false, checks: [failedCheck(error)]}
}
