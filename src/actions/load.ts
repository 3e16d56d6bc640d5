import {collectKnownValues} from '../known-values/collect-known-values.js'
import {searchable} from '../redact/known-values.js'
import {type RedactOptions, redact} from '../redact/redact.js'
import {secretsIn} from '../redact/secrets.js'
import type {Finding, FindingDetail, NativePlace} from '../session/finding.js'
import {objectOf, textOf} from '../session/json.js'
import type {KnownValue} from '../session/known-value.js'
import type {Session} from '../session/model.js'
import type {NativeSession, SessionSummary} from '../session/native.js'
import type {Selection} from '../session/selection.js'
import {madeIn} from '../sources/choose.js'
import {normalise} from '../sources/opencode/normalise.js'
import {select} from '../sources/opencode/select.js'
import {isStructure} from '../sources/opencode/structure.js'
import {loadNative, openSource} from '../sources/registry.js'
import {goingOut} from './going-out.js'
import {resolveSelection} from './resolve-selection.js'
import {resolveSurroundings} from './surroundings.js'
import type {ContentOptions, FindOptions, Surroundings} from './types.js'

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
  /** Whether a place of the full session stays at home. */
  isLeftOut(place: NativePlace): boolean
}

export interface LoadOptions extends ContentOptions {
  /** What configuration and earlier decisions say of redaction. @default nothing */
  redaction?: Pick<
    RedactOptions,
    'patterns' | 'words' | 'required' | 'isAllowed' | 'fingerprint' | 'emails' | 'hosts'
  >
}

/**
 * Find a session, read it, mask what must not be seen, and bring it to the
 * model.
 *
 * @param session Id (`ses_…`), unique prefix of one, path of a one-session file,
 *   `-`, `latest`, a share's URL, or nothing: the newest root session of the project.
 * @param configured What the configuration says of what goes out.
 * @throws SessionpressError `SESSION_*`, `SOURCE_*`, `USAGE_INVALID` for what cannot be selected
 */
export async function load(
  session: string | undefined,
  options: LoadOptions,
  configured: Partial<Selection> = {},
): Promise<Loaded> {
  const selection = resolveSelection(options, configured)
  const surroundings = around(options)
  options.onProgress?.({step: 'reading the session'})
  const raw = titled(
    await loadNative(session, {source: options.source}, surroundings),
    options.title,
  )

  options.onProgress?.({step: 'masking secrets'})
  const projects = projectsOf(raw)
  const folders = [surroundings.cwd, ...projects]
  const known = searchable(await collectKnownValues({...surroundings, folders, secretsIn}))
  const {native: whole, ...found} = redact(raw, {
    ...{...options.redaction, projects, isStructure, known},
    ...namesOf(surroundings),
  })
  const {native, isLeftOut} = select(whole, selection)
  return {
    native,
    session: normalise(native),
    ...goingOut(found, isLeftOut),
    ...{known, directory: directoryOf(raw), isLeftOut},
  }
}

/** Names of the person's machine, as far as they are known. */
function namesOf({home, user, host}: Surroundings): Pick<RedactOptions, 'home' | 'user' | 'host'> {
  return {
    ...(home !== undefined && {home}),
    ...(user !== undefined && {user}),
    ...(host !== undefined && {host}),
  }
}

/**
 * Load one session into the model. Secrets and private folders are masked in it.
 *
 * @throws SessionpressError as `share` does before it publishes anything
 */
export async function loadSession(
  session?: string,
  options: ContentOptions = {},
): Promise<Session> {
  return (await load(session, options)).session
}

export interface ListSessionsOptions extends FindOptions {
  /** Only root sessions of the project around the current folder. @default false */
  ofProject?: boolean
}

/** Every session of a store, newest first, subagents included. */
export async function listSessions(options: ListSessionsOptions = {}): Promise<SessionSummary[]> {
  const surroundings = around(options)
  const source = await openSource(options.source, surroundings)
  try {
    const summaries = await source.list()
    return options.ofProject ? await madeIn(summaries, surroundings) : summaries
  } finally {
    await source.close()
  }
}

/** The world around, and who hears of stores that had to be passed over. */
function around({surroundings, onWarning}: FindOptions) {
  return {...resolveSurroundings(surroundings), onWarning}
}

function titled(native: NativeSession, title: string | undefined): NativeSession {
  return title === undefined ? native : {...native, info: {...native.info, title}}
}

function directoryOf({info}: NativeSession): string | undefined {
  return textOf(info.directory) ?? textOf(objectOf(info.location).directory)
}

/** Every folder that the session, its messages or its subagents worked in. */
function projectsOf(native: NativeSession): string[] {
  const folders = new Set<string>()
  collect(native)
  return [...folders]

  function collect(session: NativeSession): void {
    add(directoryOf(session))
    for (const message of session.messages) {
      const place = objectOf(objectOf(message.info).path)
      add(textOf(place.root))
      add(textOf(place.cwd))
      add(textOf(objectOf(message.location).directory))
    }
    session.children.forEach(collect)
  }

  function add(folder: string | undefined): void {
    if (folder !== undefined) folders.add(folder)
  }
}
