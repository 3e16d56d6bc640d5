import path from 'node:path'
import {
  describeTarget,
  findProjectFile,
  type NewTarget,
  type ProjectFile,
  writeProjectFile,
} from '../config/add-target.js'
import {targetQuestions} from '../config/target-questions.js'
import {SessionpressError} from '../errors.js'
import {targetSchemas} from '../targets/registry.js'
import {failedCheck, type TargetCheck} from './check-target.js'
import {checkName, checkOptions, initTypes, unknownType} from './init/check-answers.js'
import {proposeOptions} from './init/propose-options.js'
import {describeWanted, type InitAnswers, type InitWanted} from './init/wanted.js'
import {resolveSurroundings} from './surroundings.js'
import {targets} from './targets.js'
import type {CommonOptions, Surroundings} from './types.js'

export interface InitOptions extends CommonOptions {
  /** Type of the target, such as `directory`. @default it is asked for */
  target?: string
  /** Name of the target in the file. @default its type */
  name?: string
  /** What the target takes, by its keys in the configuration; relative paths from the current folder. @default none */
  options?: Readonly<Record<string, unknown>>
  /** Whether shares of this project are encrypted. @default false */
  encrypt?: boolean
  /** When sessions of this project are shared. @default 'manual' */
  share?: 'manual' | 'auto' | 'disabled'
  /** Asks a person for what was not given. @default nobody is asked */
  ask?: (wanted: InitWanted) => Promise<InitAnswers>
  /** Only tell what would be written. @default false */
  dryRun?: boolean
  /** Milliseconds that the target may take to answer. @default 30000 */
  patience?: number
}

/** What `init` does where nothing else is asked for. */
export const initDefaults = {dryRun: false} as const satisfies InitOptions

/** The file that describes a new target. */
export interface InitResult {
  /** Absolute path of the file. */
  path: string
  /** Whether the file is new; else the target was added to it. */
  isNew: boolean
  /** Name of the target. */
  name: string
  type: string
  /** All of the file. */
  text: string
  /** What the target says of itself; `null` after a dry run. */
  checks: TargetCheck[] | null
}

/**
 * Describe a target in the project's `sessionpress.json`: in a new, commented file, or in the one
 * that is there, whose text and comments stay. Then look whether the target works.
 *
 * @throws SessionpressError `USAGE_INVALID` for options that are missing or wrong; `CONFIG_INVALID`
 * where the file is broken or has a target of that name; `CONFIG_UNWRITABLE`
 */
export async function init(options: InitOptions = {}): Promise<InitResult> {
  const surroundings = resolveSurroundings(options.surroundings)
  const place = await findProjectFile(surroundings)
  const answers = await complete(options, place, surroundings)
  const {type, name} = answers
  checkName(name)
  const proposed = await proposeOptions(type, surroundings)
  checkOptions(type, answers.options, proposed)

  const added = {...answers, options: fromFile(type, answers.options, place.file, surroundings)}
  const text = describeTarget(place, added, {...surroundings, targetSchemas})
  const caution = targetQuestions[type]?.caution
  if (caution && !answers.encrypt) options.onWarning?.(caution)
  const isNew = place.source === undefined
  const result = {path: place.file, isNew, name, type, text}
  if (options.dryRun ?? initDefaults.dryRun) return {...result, checks: null}

  await writeProjectFile(place, text)
  options.onProgress?.({step: 'asking the target'})
  return {...result, checks: await check(name, options)}
}

/** What was given, with what a person answers to the rest. */
async function complete(
  {target, name, options = {}, encrypt, share, ask}: InitOptions,
  place: ProjectFile,
  surroundings: Surroundings,
): Promise<NewTarget> {
  if (target !== undefined && !initTypes.includes(target)) throw unknownType(target)
  const said = {...(encrypt !== undefined && {encrypt}), ...(share !== undefined && {share})}
  if (!ask) {
    if (target === undefined) throw unknownType(undefined)
    return {type: target, name: name ?? target, options, ...said}
  }
  const given = {type: target, name, options, ...said}
  return await ask(describeWanted(given, place, surroundings))
}

/** A path of this machine is given from the current folder, and read from the file's. */
function fromFile(
  type: string,
  options: NewTarget['options'],
  file: string,
  {cwd}: Surroundings,
): NewTarget['options'] {
  const {path: given} = options
  const isLocal = type === 'directory' && typeof given === 'string'
  if (!isLocal || path.isAbsolute(given) || /^~([/\\]|$)/.test(given)) return options
  const relative = path.relative(path.dirname(file), path.resolve(cwd, given))
  const plain = relative.split(path.sep).join('/')
  return {...options, path: plain.startsWith('../') || plain === '..' ? plain : `./${plain}`}
}

/** The file is written; that its target does not work yet is worth knowing, and no failure. */
async function check(name: string, options: InitOptions): Promise<TargetCheck[]> {
  const {patience, surroundings = {}} = options
  try {
    // Named, it is asked even where it runs a program: whoever describes it has agreed to that.
    const asked = {surroundings, ...(patience !== undefined && {patience})}
    const [status] = await targets(name, asked)
    return status?.checks ?? []
  } catch (error) {
    if (!(error instanceof SessionpressError)) throw error
    return [failedCheck(error)]
  }
}
