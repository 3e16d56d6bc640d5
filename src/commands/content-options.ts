import type {Options} from 'yargs'
import {type PageArguments, pageChoice, pageOptions, title} from './options.js'
import {type SelectionArguments, selectionChoice, selectionOptions} from './selection-options.js'

/** What goes out and how it looks, for every command that makes a page. */
export const contentOptions = {
  title,
  ...pageOptions,
  ...selectionOptions,
} as const satisfies Record<string, Options>

/** What `contentOptions` give. */
export interface ContentArguments extends PageArguments, SelectionArguments {
  title: string | undefined
}

/** What the library takes for them: its `ContentOptions`. */
export function contentChoice(
  given: Parameters<typeof pageChoice>[0] &
    Parameters<typeof selectionChoice>[0] & {title: string | undefined},
) {
  return {title: given.title, ...pageChoice(given), ...selectionChoice(given)}
}
