import {createPlugin} from './create-plugin.js'
import type {Hooks, PluginInput} from './types.js'

/**
 * The plugin for OpenCode: shares sessions by themselves where `"share": "auto"` says so, takes down
 * the pages of deleted sessions, and answers `/publish`, `/unpublish` and `/shares`. OpenCode calls
 * every function that this module exports, so that there is only one.
 */
export async function sessionpress(input: PluginInput): Promise<Hooks> {
  return createPlugin(input)
}
