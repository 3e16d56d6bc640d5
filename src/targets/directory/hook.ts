import {SessionpressError} from '../../errors.js'
import {checkName} from '../names.js'
import {checkShares} from '../parts.js'
import {historyNote, shortenText, showWords} from '../program-words.js'
import {runProgram} from '../run-program.js'
import type {CheckResult, Presence, Receipt, Target, TargetContext} from '../types.js'
import {type Marks, marksIn} from './marks.js'

/** Programs that bring a folder that has changed to its host. */
export interface Hook {
  /** Run after each publication, also one that changed nothing. @default nothing is run */
  publish?: string[]
  /** Run after each removal; needed beside `publish`. @default nothing is run */
  remove?: string[]
  /** Whether the host may keep what was removed. @default true, as long as nobody promises otherwise */
  keepsHistory?: boolean
}

interface HookOptions extends Pick<TargetContext, 'env'> {
  hook: Hook
  /** The target's folder; programs start in it. */
  folder: string
  url: string | undefined
}

/**
 * A folder whose host has a deploy command of its own. From before the first change until that
 * command has succeeded a mark lies beside the share, and as long as it does, the share is neither
 * complete nor gone, whatever lies in the folder: the next run runs the command again.
 */
export function withHook(target: Target, options: HookOptions): Target {
  const {hook, folder} = options
  const marks = marksIn(folder)
  const keepsHistory = hook.keepsHistory ?? true
  return {
    ...target,
    abilities: {...target.abilities, keepsHistory, cacheSeconds: undefined},
    async publish(bundle, name, previous) {
      checkName(name)
      if (!hook.publish) return await target.publish(bundle, name, previous)
      const isNew = await marks.set(name, 'makes the folder')
      const receipt = await target.publish(bundle, name, previous).catch(async (error: unknown) => {
        // The folder is as it was, and what the host has of it too.
        if (isNew) await marks.clear([name])
        throw error
      })
      await deploy('publish', hook.publish, [name], options)
      await marks.clear([name])
      return receipt
    },
    async remove(receipts) {
      checkShares(receipts)
      const names = receipts.map(({path}) => path)
      if (hook.remove) for (const name of names) await marks.set(name)
      const {notes} = await target.remove(receipts)
      if (hook.remove && (await marks.has(names))) {
        await deploy('remove', hook.remove, names, options)
      }
      await marks.clear(names)
      return {notes: keepsHistory && names.length > 0 ? [...notes, historyNote] : notes}
    },
    async inspect(receipts) {
      return await inspectMarked(await target.inspect(receipts), receipts, marks)
    },
    async find(name) {
      const found = await target.find(name)
      if (found || !(await marks.has([name]))) return found
      return target.plan(new Map(), name)
    },
    async list() {
      return [...new Set([...(await target.list()), ...(await marks.list())])].sort()
    },
    check: async () => [...(await target.check()), ...checkHook(hook)],
  }
}

async function inspectMarked(
  presences: Presence[],
  receipts: readonly Receipt[],
  marks: Marks,
): Promise<Presence[]> {
  const seen: Presence[] = []
  for (const [index, presence] of presences.entries()) {
    const name = receipts[index]?.path
    const isMarked = name !== undefined && (await marks.has([name]))
    seen.push(isMarked ? {...presence, ...unsettled(presence)} : presence)
  }
  return seen
}

/** What the host has is not known: the page may be there, or be another one. */
function unsettled({present, wrong}: Presence): Partial<Presence> {
  const withPage = (files: string[]) => [...new Set([...files, 'index.html'])]
  return {isComplete: false, isGone: false, present: withPage(present), wrong: withPage(wrong)}
}

/** Milliseconds that a deploy may be silent. */
const patience = 600_000

async function deploy(
  event: 'publish' | 'remove',
  words: readonly string[],
  paths: string[],
  {folder, url = null, env}: Omit<HookOptions, 'url'> & {url?: string | null | undefined},
): Promise<void> {
  const [program = '', ...parameters] = words
  const input = JSON.stringify({version: 1, event, paths, folder, url})
  const result = await runProgram(program, parameters, {cwd: folder, env, input, patience})
  if (result.status === 0) return
  const said = result.stderr || result.stdout.subarray(-300).toString()
  const why = said ? `: ${shortenText(said.slice(-300))}` : ''
  const done = event === 'publish' ? 'laid into' : 'removed from'
  throw new SessionpressError(
    'TARGET_UNAVAILABLE',
    `The files are ${done} \`${folder}\`, but \`${showWords(words)}\` ended with status ${result.status}${why}.`,
    {hint: 'See to it that the command succeeds, then run this again.'},
  )
}

function checkHook({keepsHistory}: Hook): CheckResult[] {
  if (keepsHistory !== undefined) return []
  return [
    {
      level: 'warning',
      message: 'Nothing says whether the host keeps what was removed.',
      hint: 'Set `hook.keepsHistory` to false where no former deploy stays readable, else to true.',
    },
  ]
}
