import {createPlugin} from './create-plugin.js'
import type {Hooks, PluginInput} from './types.js'

/** Folders in which the plugin is at work in this process. */
const folders = new Set<string>()

/**
 * The plugin for OpenCode: shares sessions by themselves where `"share": "auto"` says so, takes down
 * the pages of deleted sessions, and answers `/publish`, `/unpublish` and `/shares`. OpenCode calls
 * every function that this module exports, so that there is only one.
 */
export async function sessionpress(input: PluginInput): Promise<Partial<Hooks>> {
  const {directory} = input
  // Installed for a person and for a project too, it is loaded twice.
  if (folders.has(directory)) return {}
  folders.add(directory)
  const hooks = createPlugin(input)
  return {
    ...hooks,
    async dispose() {
      folders.delete(directory)
      await hooks.dispose()
    },
  }
}
