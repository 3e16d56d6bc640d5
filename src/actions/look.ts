import path from 'node:path'
import {type Configuration, readConfiguration} from '../config/configuration.js'
import {resolveHome} from '../config/folders.js'
import {targetSchemas} from '../targets/registry.js'
import {readHouseStyle} from './house-style.js'
import type {ContentOptions, Surroundings} from './types.js'

/** What a person or a project says about every page. */
export interface Look {
  /** CSS that is put over the page's own. */
  houseStyle: string | undefined
  /** Whether cards that chats make of a link may show the title. */
  hasCard: boolean
}

/**
 * The look that options and configuration ask for; options count before the configuration.
 *
 * @param known The configuration, where somebody has read it already.
 * @throws SessionpressError `STYLE_INVALID`, `CONFIG_INVALID`
 */
export async function readLook(
  options: ContentOptions,
  surroundings: Surroundings,
  known?: Configuration,
): Promise<Look> {
  const configuration = known ?? (await readConfiguration({...surroundings, targetSchemas}))
  const file =
    options.style === undefined
      ? configuration.style
      : path.resolve(surroundings.cwd, resolveHome(options.style, surroundings))
  const onWarning = options.onWarning ?? (() => {})
  return {
    houseStyle: file === undefined ? undefined : await readHouseStyle(file, onWarning),
    hasCard: options.linkPreview ?? configuration.linkPreview,
  }
}
