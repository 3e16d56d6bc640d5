import {shareAsAgreed} from '../actions/auto/share-as-agreed.js'
import {unanswered} from '../actions/init/unanswered.js'
import {list} from '../actions/list.js'
import {openLedgerOf} from '../actions/open-ledger-of.js'
import type {ShareStatus, Surroundings} from '../actions/types.js'
import {unshare} from '../actions/unshare.js'
import {SessionpressError} from '../errors.js'
import {isActive} from '../ledger/record.js'
import {objectOf, textOf} from '../session/json.js'
import {describeFailure, type Log} from './log.js'
import {readSession} from './read-session.js'
import {toPlainText} from './to-plain-text.js'
import type {Toasts} from './toasts.js'
import type {Client, Hooks, ToolContext} from './types.js'

/** What the parts of the plugin share. */
export interface PluginContext {
  client: Client
  surroundings: Surroundings
  log: Log
  toasts: Toasts
}

/** `/publish`, `/unpublish`, `/shares` and the tool `share_page`. */
export function createCommands(
  options: PluginContext,
): Pick<Hooks, 'command.execute.before' | 'config' | 'tool'> {
  const {toasts, log} = options
  const commands = new Map([
    ['publish', publish],
    ['unpublish', takeDown],
    ['shares', listShares],
  ])
  return {
    async 'command.execute.before'({command, sessionID}, {parts}) {
      const run = commands.get(command)
      // A person may have a `/publish` of their own, which means something else.
      if (!run || !isOurs(command, parts)) return
      const answer = await attempt(() => run(sessionID, options), log, sessionID)
      await toasts.answer(answer.text, answer.isGood ? 'success' : 'error')
      // There is no other way to end a command without a turn of the model. Nothing stays in the session.
      throw new Error(`sessionpress: ${toPlainText(answer.text)}`)
    },
    async config(config) {
      askForTool(config)
    },
    tool: {
      share_page: {
        description:
          'Publish this session as a web page where the user has configured, or bring the page up to date, and get its URL. Use it only when the user asks to publish or share the session.',
        args: {},
        async execute(_, context) {
          await askFirst(context)
          const {sessionID} = context
          return (await attempt(() => publishForModel(sessionID, options), log, sessionID)).text
        },
      },
    },
  }
}

/** Whether a command is one that `init opencode` wrote: its text is. */
function isOurs(command: string, parts: unknown): boolean {
  if (!Array.isArray(parts)) return false
  return parts.some((part) => textOf(objectOf(part).text)?.includes(unanswered(command)))
}

/**
 * OpenCode allows what no rule names, so that nobody would be asked before a model publishes. A rule
 * that the person made of this tool stays theirs.
 */
function askForTool(config: Record<string, unknown>): void {
  const {permission} = config
  const rules = typeof permission === 'string' ? {'*': permission} : objectOf(permission)
  // The last rule that fits counts.
  if (!Object.hasOwn(rules, 'share_page')) config.permission = {...rules, share_page: 'ask'}
}

/** The person's own permissions decide. A version that answers at once has not asked anybody. */
async function askFirst(context: ToolContext): Promise<void> {
  const everything = {patterns: ['*'], always: ['*'], metadata: {}}
  const asked: unknown = context.ask({permission: 'share_page', ...everything})
  if (!(asked instanceof Promise)) throw new Error('This version of OpenCode cannot ask first.')
  await asked
}

async function publish(sessionID: string, options: PluginContext): Promise<string> {
  return `Published: ${(await share(sessionID, options)).shareURL}`
}

/** What a tool answers stays in the session and goes to the provider; the key of an encrypted page does not. */
async function publishForModel(sessionID: string, options: PluginContext): Promise<string> {
  const {shareURL, shareID, encryption} = await share(sessionID, options)
  if (encryption === undefined) return `Published: ${shareURL}`
  await options.toasts.answer(`Published: ${shareURL}`, 'success')
  return `Published as ${shareID}, encrypted. The link was shown to the user; \`sessionpress status\` tells it again.`
}

async function share(sessionID: string, options: PluginContext): Promise<ShareStatus> {
  const {client, surroundings, log} = options
  const native = await readSession(client, sessionID)
  const onWarning = (warning: string) => log(`warning: ${warning}`)
  const status = await shareAsAgreed(native, {surroundings, onWarning})
  log(`${sessionID} shared as ${status.shareID} at ${status.target}, as was asked for`)
  return status
}

async function takeDown(sessionID: string, {surroundings, log}: PluginContext): Promise<string> {
  const {records} = await openLedgerOf({}, surroundings).ofSession(sessionID)
  const ids = records.filter(isActive)
  if (ids.length === 0) return 'This session is not published.'
  const onWarning = (warning: string) => log(`warning: ${warning}`)
  const shareIDs = ids.map(({shareID}) => shareID)
  const gone = await unshare(shareIDs, {surroundings, onWarning})
  log(`${sessionID} taken down: ${shareIDs.join(', ')}`)
  return `Taken down, and gone: ${gone.length === 1 ? 'the page' : `${gone.length} pages`} of this session.`
}

/** Pages that are too many for a message are counted. */
const listed = 8

async function listShares(_: string, {surroundings}: PluginContext): Promise<string> {
  const shares = await list({surroundings})
  if (shares.length === 0) return 'Nothing is published.'
  const lines = shares.slice(-listed).map(({shareURL, state}) => `${shareURL} (${state})`)
  const rest = shares.length - lines.length
  return [...lines, ...(rest > 0 ? [`and ${rest} more: \`sessionpress list\``] : [])].join('\n')
}

interface Outcome {
  isGood: boolean
  text: string
}

/** The outcome in words for a person; what nobody foresaw goes to the log alone. */
async function attempt(work: () => Promise<string>, log: Log, sessionID: string): Promise<Outcome> {
  try {
    return {isGood: true, text: await work()}
  } catch (error) {
    log(`${sessionID} ${describeFailure(error)}`)
    if (!(error instanceof SessionpressError)) {
      return {isGood: false, text: 'It failed in a way that nobody foresaw; see `plugin.log`.'}
    }
    return {isGood: false, text: `${error.message} ${error.hint ?? ''}`.trim()}
  }
}
