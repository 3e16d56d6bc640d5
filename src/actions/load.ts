import type {Attic} from '../bundle/attic.js'
import {type Configuration, readConfiguration} from '../config/configuration.js'
import {readProjectDuties, tighten} from '../config/project-duties.js'
import type {Finding, FindingDetail, NativePlace} from '../session/finding.js'
import {textOf} from '../session/json.js'
import type {KnownValue} from '../session/known-value.js'
import type {Session} from '../session/model.js'
import type {NativeSession} from '../session/native.js'
import {blocksStillIn} from '../sources/opencode/block-names.js'
import {createPlaceTeller, type DescribedPlace} from '../sources/opencode/describe-place.js'
import {normalise} from '../sources/opencode/normalise.js'
import {select} from '../sources/opencode/select.js'
import {loadNative} from '../sources/registry.js'
import type {SourceContext} from '../sources/types.js'
import {targetSchemas} from '../targets/registry.js'
import {goingOut} from './going-out.js'
import {type Judge, type Judgement, openJudge} from './judge.js'
import {mask} from './mask.js'
import {directoryOf, projectsOf} from './projects-of.js'
import {resolveSelection} from './resolve-selection.js'
import {resolveSurroundings} from './surroundings.js'
import type {ContentOptions, Surroundings} from './types.js'
import {withEarlier} from './with-earlier.js'

/** A session as it may be seen: redacted, in its own format and in the model. */
export interface Loaded {
  native: NativeSession
  session: Session
  findings: Finding[]
  /** The findings with what a person needs to judge them, and what is allowed: for their own eyes. */
  details: FindingDetail[]
  /** Secrets of this machine that were searched. Never to be stored or printed. */
  known: KnownValue[]
  /** Working directory as recorded, for the person's own eyes. */
  directory: string | undefined
  /** Folders that it worked in besides those that it names, for their eyes too. */
  folders: readonly string[]
  /** What the files say, those of the session's own projects among them. */
  configuration: Configuration
  /** What the person has decided about it. */
  judgement: Judgement
  /** Where a finding stands, in the words of the page. */
  placeOf(place: NativePlace): DescribedPlace
}

export interface LoadOptions extends ContentOptions {
  /** What the configuration files say, where they have been read already. @default they are read */
  configuration?: Configuration
  /** What the person has decided about the session. @default what their own state folder says */
  judge?: Judge
  /** Reads the session, trimmed, where it is at hand already. @default it is looked up as `session` says */
  read?: (context: SourceContext) => Promise<NativeSession>
  /** Numbers of the values that were masked before the session came here, by the ids of their findings. @default none were */
  earlier?: ReadonlyMap<string, number>
  /** Folders that it worked in besides those that it names. @default none */
  folders?: readonly string[]
  /** Where a long session waits once it is masked. @default it stays in memory */
  attic?: Attic
}

/**
 * Find a session, read it, mask what must not be seen, take out what stays at
 * home, and bring the rest to the model.
 *
 * @param session Id (`ses_…`), unique prefix of one, path of a one-session file,
 *   `-`, `latest`, a share's URL, or nothing: the newest root session of the project.
 * @throws SessionpressError `SESSION_*`, `SOURCE_*`, `CONFIG_INVALID`, `LEDGER_UNREADABLE`,
 * `USAGE_INVALID` for what cannot be selected
 */
export async function load(session: string | undefined, options: LoadOptions): Promise<Loaded> {
  const surroundings = {
    ...resolveSurroundings(options.surroundings),
    onWarning: options.onWarning,
  }
  const here = options.configuration ?? (await readConfiguration({...surroundings, targetSchemas}))
  resolveSelection(options, here.selection) // What cannot be meant is refused before anything is read.

  const {whole, found, ...about} = await readMasked(session, options, here, surroundings)
  const {configuration, judgement} = about
  const {native, isLeftOut} = select(
    whole,
    resolveSelection(
      withDropped(options, blocksStillIn(whole, judgement.decisions.dropBlocks)),
      configuration.selection,
    ),
  )
  const going = goingOut(found, isLeftOut)
  const {earlier = new Map(), folders = []} = options
  return {
    native,
    session: normalise(native, options.attic?.putAway),
    ...{...going, findings: withEarlier(going.findings, native, earlier)},
    ...{...about, folders},
    placeOf: createPlaceTeller(whole),
  }
}

/** What `load` knows of a session before anything is selected. */
interface ReadMasked extends Pick<Loaded, 'known' | 'directory' | 'configuration' | 'judgement'> {
  whole: NativeSession
  found: Pick<Loaded, 'findings' | 'details'>
}

type LoadSurroundings = Surroundings & {onWarning: LoadOptions['onWarning']}

/** By itself, so that the session as it was read is let go of before anything else is made of it. */
async function readMasked(
  session: string | undefined,
  options: LoadOptions,
  here: Configuration,
  surroundings: LoadSurroundings,
): Promise<ReadMasked> {
  options.onProgress?.({step: 'reading the session'})
  const {source, title} = options
  const read = options.read ?? ((context) => loadNative(session, {source}, context))
  const limit = options.attic && options.attic.memory * bytesPerCharacter
  const raw = titled(await read({...surroundings, memory: limit}), title)
  try {
    options.onProgress?.({step: 'masking secrets'})
    return {...(await maskRead(raw, options, here, surroundings)), directory: directoryOf(raw)}
  } finally {
    await raw.release?.()
  }
}

/** Bytes of a store that become a character of a session, roughly: the rest is trimmed at the door. */
const bytesPerCharacter = 4

async function maskRead(
  raw: NativeSession,
  {earlier = new Map(), folders = [], attic, ...options}: LoadOptions,
  here: Configuration,
  surroundings: LoadSurroundings,
): Promise<Omit<ReadMasked, 'directory'>> {
  const projects = [...new Set([...projectsOf(raw), ...folders])]
  const configuration = tighten(here, await readProjectDuties(projects, surroundings))
  const judge = options.judge ?? openJudge({surroundings})
  const judgement = await judge(textOf(raw.info.id) ?? '', configuration)
  const how = {configuration, judgement, projects, surroundings, numbers: earlier}
  const {native, known, ...found} = await mask(raw, {...how, ...(attic && {list: attic.list})})
  return {whole: native, found, known, configuration, judgement}
}

/** Blocks that a review left out stay at home beside those of the call. */
function withDropped(options: ContentOptions, dropBlocks: readonly string[]): ContentOptions {
  return {...options, dropBlocks: [...new Set([...(options.dropBlocks ?? []), ...dropBlocks])]}
}

function titled(native: NativeSession, title: string | undefined): NativeSession {
  return title === undefined ? native : {...native, info: {...native.info, title}}
}
