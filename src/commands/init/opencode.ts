import {SessionpressError} from '../../errors.js'
import type {Agreed, InitOpenCodeResult} from '../../index.js'
import {confirm} from '../confirm.js'
import {plain, plainJSON} from '../plain.js'
import {withProgress} from '../progress.js'
import {isInteractive, print, say} from '../terminal.js'

interface InstallOptions {
  global: boolean
  remove: boolean
  dryRun: boolean
  json: boolean
  quiet: boolean
}

/** `sessionpress init opencode`: install the plugin, or take it away. */
export async function installForOpenCode(options: InstallOptions): Promise<void> {
  const {global, remove, dryRun, json, quiet} = options
  const {initOpenCode} = await import('../../index.js')
  const done = await withProgress(quiet, ({onWarning}) =>
    initOpenCode({
      ...{global, remove, dryRun, onWarning},
      ...(isInteractive() && {confirm: askToAgree}),
    }),
  )
  if (json) print(plainJSON(done))
  else for (const {path, change} of done.files) print(`${change}: ${plain(path)}`)
  if (json || quiet) return
  if (!remove) conclude(done, {global, dryRun})
  if (dryRun) say('Nothing was changed: this was a dry run.')
}

/**
 * The two things that `init` does take no options of each other.
 *
 * @throws SessionpressError `USAGE_INVALID`
 */
export function checkTogether(
  tool: string | undefined,
  ofTool: Record<string, boolean>,
  described: Record<string, unknown>,
): void {
  const given = Object.entries(tool === undefined ? ofTool : described)
  const [name] = given.find(([, value]) => value !== undefined && value !== false) ?? []
  if (name === undefined) return
  const call = tool === undefined ? '`init` without `opencode`' : '`init opencode`'
  throw new SessionpressError('USAGE_INVALID', `${call} takes no \`--${name}\``, {
    hint: 'Run `sessionpress init --help` to see what belongs together.',
  })
}

/** Whoever wrote the project's file may be a stranger: a person sees what it says before they agree. */
async function askToAgree({isAuto, file, target, runs}: Agreed): Promise<boolean> {
  const how = isAuto
    ? 'All sessions of this project go by themselves'
    : 'Its sessions go on command'
  say(`\`${plain(file ?? '')}\` says: ${how} to \`${plain(target)}\`.`)
  for (const program of runs) say(`It runs here: ${plain(program)}`)
  return await confirm('Do you agree to that?')
}

function conclude(
  {files, agreed, isDeclined}: InitOpenCodeResult,
  {global, dryRun}: Pick<InstallOptions, 'global' | 'dryRun'>,
): void {
  if (!dryRun && files.some(({path, change}) => change === 'written' && path.endsWith('.js')))
    say('OpenCode loads the plugin when it is started the next time.')
  if (global) {
    say(
      'Run `sessionpress init opencode` in a project to agree to what its `sessionpress.json` says.',
    )
    return
  }
  if (!agreed) {
    say('No target is configured yet: `sessionpress init` describes one.')
    return
  }
  if (isDeclined) {
    say('You have not agreed: nothing is shared here. Run this again to agree.')
    return
  }
  const how = agreed.isAuto ? 'go by themselves' : 'go on command'
  say(`Sessions of this project ${how} to \`${plain(agreed.target)}\`.`)
  if (agreed.isNew && agreed.file)
    say(
      `${dryRun ? 'You would agree' : 'You have agreed'} to that with \`${plain(agreed.file)}\` as it is now; a changed file is asked about again.`,
    )
  for (const program of agreed.runs) say(`It runs here: ${plain(program)}`)
}
