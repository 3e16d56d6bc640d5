import type {Selection} from '../session/selection.js'
import {isLocalFolder} from '../system/local-folder.js'
import type {FolderContext} from '../system/xdg-folders.js'
import {type Configuration, readProjectLayer, readUserLayer} from './configuration.js'
import type {Duty} from './duty.js'
import {ruleOf, strictestRule, whereHistoryStays} from './encrypt-rule.js'
import {type RedactSettings, uniteRedact} from './redact-settings.js'
import {stricterSelection, uniteSelection} from './selection-settings.js'

/** What the projects that a session worked in demand, wherever it is shared from. */
export interface ProjectDuties {
  /** Of each project that has a file. */
  redact: RedactSettings[]
  selection: Partial<Selection>
  /** Who wants shares encrypted. */
  encrypt: Duty | undefined
  /** Who wants them encrypted where a host keeps what was removed. */
  encryptHistory: Duty | undefined
  /** Who wants to be asked before a first share. */
  confirm: Duty | undefined
  /** Who wants the title left out of cards. */
  linkPreview: Duty | undefined
  /** Who disables sharing. */
  disabled: Duty | undefined
}

interface DutiesContext extends FolderContext {
  /** Folder that the configuration was read for; its project has had its say. */
  cwd: string
}

/**
 * Read what the session's own projects demand. Only the nearest
 * `sessionpress.json` of each counts: the person's own file and the policy are
 * the same everywhere.
 *
 * @param folders Folders that the session worked in, as recorded; those of other machines are passed over.
 * @throws SessionpressError `CONFIG_INVALID`
 */
export async function readProjectDuties(
  folders: readonly string[],
  context: DutiesContext,
): Promise<ProjectDuties> {
  const here = await readProjectLayer(context)
  const layers = new Map<string, NonNullable<typeof here>>()
  for (const folder of folders) {
    if (!isLocalFolder(folder)) continue
    const layer = await readProjectLayer({...context, cwd: folder})
    if (layer && layer.source.file !== here?.source.file) layers.set(layer.source.file, layer)
  }
  const user = await readUserLayer(context)
  const own = user ? [user.redact] : []

  const projects = [...layers.values()]
  const who = (
    key: 'encrypt' | 'confirm' | 'linkPreview' | 'share',
    demanded: unknown,
  ): Duty | undefined => {
    const layer = projects.find((project) => project[key] === demanded)
    return layer && {file: layer.source.file, key}
  }
  return {
    redact: projects.map(({redact}) => uniteRedact([redact, ...own])),
    selection: projects.map((project) => uniteSelection([project])).reduce(stricterSelection, {}),
    encrypt: who('encrypt', true),
    encryptHistory: who('encrypt', whereHistoryStays),
    confirm: who('confirm', true),
    linkPreview: who('linkPreview', false),
    disabled: who('share', 'disabled'),
  }
}

/**
 * A configuration with the duties of the session's projects: of each key the
 * stricter. A value stays only where the project here and the session's own
 * both allow it.
 */
export function tighten(configuration: Configuration, duties: ProjectDuties): Configuration {
  return {
    ...configuration,
    confirm: configuration.confirm || duties.confirm !== undefined,
    linkPreview: configuration.linkPreview && duties.linkPreview === undefined,
    disabledBy: configuration.disabledBy ?? duties.disabled?.file,
    selection: stricterSelection(configuration.selection, duties.selection),
    redact: duties.redact.reduce(stricterRedact, configuration.redact),
    encrypt: strictestRule([configuration.encrypt, ruleOf(duties)]),
  }
}

function stricterRedact(one: RedactSettings, other: RedactSettings): RedactSettings {
  return {
    patterns: [...new Set([...one.patterns, ...other.patterns])],
    words: [...new Set([...one.words, ...other.words])],
    allow: one.allow.filter((each) => other.allow.includes(each)),
    emails: one.emails || other.emails,
    hosts: one.hosts || other.hosts,
    required: one.required,
  }
}
