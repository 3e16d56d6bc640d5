import {objectOf} from '../session/json.js'
import {readProjectLayer, readUserLayer} from './configuration.js'
import type {JsoncFile} from './jsonc-file.js'
import type {Layer} from './layer.js'
import type {OpenCodeContext} from './opencode-files.js'

/** What the files say of sharing that nobody asks for each time. */
export interface AutoShare {
  /** Whether sessions are shared and kept current by themselves. */
  isOn: boolean
  /** Whether the share of a session stays when the session is deleted; a project alone says so where `toAgree` is agreed to. */
  keepDeleted: boolean
  /** Whether the person's own file says so too, or nobody but that. */
  keepsByPerson: boolean
  /**
   * The project's file, where it has a say in what goes where. Whoever wrote it may be a stranger, so
   * that nothing goes out unseen before the person has agreed to it as it is.
   */
  toAgree: JsoncFile | undefined
}

/**
 * Read whether `"share": "auto"` holds in a folder; the project's file counts before the person's.
 * That something disables sharing is told by `checkPolicy`.
 *
 * @throws SessionpressError `CONFIG_INVALID`
 */
export async function readAutoShare(context: OpenCodeContext): Promise<AutoShare> {
  const project = await readProjectLayer(context)
  const user = await readUserLayer(context)
  return {
    isOn: (project?.share ?? user?.share) === 'auto',
    keepDeleted: keeps(project, user),
    keepsByPerson: user?.keepDeleted ?? false,
    toAgree: project && hasSay(project, user) ? project.source : undefined,
  }
}

/** Who wants pages gone has their way. */
function keeps(...layers: (Layer | undefined)[]): boolean {
  const said = layers.map((layer) => layer?.keepDeleted)
  return said.includes(true) && !said.includes(false)
}

/** Whether a project's file does more than hold back: it names a place, loosens, or switches on. */
function hasSay({source, share, keepDeleted}: Layer, user: Layer | undefined): boolean {
  if (share === 'auto' && user?.share !== 'auto') return true
  if (keepDeleted && !user?.keepDeleted) return true
  return Object.keys(objectOf(source.value)).some((key) => !harmless.has(key))
}

/** Keys by which a file can only hold back. */
const harmless = new Set(['share', 'keepDeleted', 'encrypt', 'exclude'])
