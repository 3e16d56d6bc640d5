import * as v from 'valibot'
import {SessionpressError} from '../errors.js'
import {type Bundle, markerFile} from '../session/bundle.js'
import {addressOf, addressSchema} from './address.js'
import {isBundleName} from './bundle-name.js'
import {ask, type Publisher} from './command/ask.js'
import {readPresences} from './command/inspect.js'
import {layLocally} from './lay-locally.js'
import {checkName, checkReceipts, isShareName, listFiles} from './names.js'
import {historyNote, programWords, shortenText} from './program-words.js'
import {importableSchema, withRootFiles} from './root-files.js'
import {splitSafely} from './safe-path.js'
import {
  type CheckResult,
  type FolderTarget,
  type Presence,
  type Receipt,
  servedByOthers,
  type Target,
  type TargetContext,
} from './types.js'

const type = 'command'

/** What the configuration says of a `command` target. */
export const commandSchema = v.strictObject({
  run: programWords,
  url: addressSchema,
  keepsHistory: v.exactOptional(v.boolean()),
  importable: importableSchema,
})

interface CommandOptions {
  /** A program and its arguments, run without a shell. `docs/command-target.md` says what it is told and asked. */
  run: string[]
  /** Address under which visitors reach what it publishes. */
  url: string
  /** Whether its host may keep what was removed. @default true, as long as nobody promises otherwise */
  keepsHistory?: boolean
  /** Whether `opencode import` takes the addresses of its shares. @default false */
  importable?: boolean
  /** Milliseconds without a word from the program after which it is ended. @default 300000 */
  patience?: number
}

/** Publish through a program, for every host that has one. It is given our environment, where its credentials are. */
export function command(options: CommandOptions, {env}: Pick<TargetContext, 'env'>): Target {
  const {run: words, url, patience = 300_000} = options
  const publisher: Publisher = {words, env, patience}
  const {keepsHistory = true} = options
  const target: FolderTarget = {
    type,
    abilities: {...servedByOthers, keepsHistory},
    plan,
    publish,
    async remove(receipts) {
      if (receipts.length === 0) return {notes: []}
      const {notes} = await ask(publisher, 'remove', {url, shares: sharesOf(receipts)})
      const said = notes.slice(0, 10).map((note) => shortenText(note))
      return {notes: said.length === 0 && keepsHistory ? [historyNote] : said}
    },
    inspect,
    async find(name) {
      const planned = plan(new Map(), name)
      const {files} = await ask(publisher, 'find', {url, path: name})
      // Whatever it names: only what can be ours may be removed without a receipt.
      const ours = files?.filter(({path}) => isBundleName(path))
      return ours?.some(({path}) => path === markerFile) ? {...planned, files: ours} : undefined
    },
    async list() {
      const {paths} = await ask(publisher, 'list', {url})
      return [...new Set(paths.filter(isShareName))].sort()
    },
    async check() {
      const {results} = await ask(publisher, 'check', {url})
      const said = results.slice(0, 20).map(limit)
      return options.keepsHistory === undefined ? [...said, unknownHistory] : said
    },
  }
  return withRootFiles(target, {...options, asks: options.importable === true})

  function plan(bundle: Bundle, name: string): Receipt {
    checkName(name)
    const address = addressOf(url, name)
    return {type, path: name, url: address, location: address, files: listFiles(bundle)}
  }

  async function publish(bundle: Bundle, name: string, previous?: Receipt): Promise<Receipt> {
    const planned = plan(bundle, name)
    for (const file of bundle.keys()) splitSafely(file)
    const files = {files: planned.files, previous: previous?.files ?? null}
    const folder = await layLocally('sessionpress-command', bundle)
    try {
      await ask(publisher, 'publish', {url, path: name, folder: folder.path, ...files})
    } finally {
      await folder.remove()
    }
    const [presence] = await inspect([planned])
    if (presence?.isComplete) return planned
    throw unverified(planned, presence)
  }

  async function inspect(receipts: readonly Receipt[]): Promise<Presence[]> {
    if (receipts.length === 0) return []
    const answer = await ask(publisher, 'inspect', {url, shares: sharesOf(receipts)})
    return readPresences(receipts, answer)
  }
}

/** @throws SessionpressError `TARGET_PATH_UNSAFE` */
function sharesOf(receipts: readonly Receipt[]): Pick<Receipt, 'path' | 'files'>[] {
  checkReceipts(receipts)
  return receipts.map(({path, files}) => ({path, files}))
}

function limit({level, message, hint}: CheckResult): CheckResult {
  return {level, message: shortenText(message), ...(hint && {hint: shortenText(hint)})}
}

const unknownHistory: CheckResult = {
  level: 'warning',
  message: 'Nothing says whether this host keeps what was removed.',
  hint: 'Set `keepsHistory` to false where the program deletes former deploys too, else to true.',
}

function unverified({url, files}: Receipt, presence: Presence | undefined): SessionpressError {
  const wrong = presence?.wrong ?? files.map(({path}) => path)
  return new SessionpressError(
    'PUBLISH_UNVERIFIED',
    `The program says that ${url} is published, and then that these are not there as they should be: ${wrong.slice(0, 5).join(', ')}.`,
    {hint: 'Correct the program, then run this again.'},
  )
}
