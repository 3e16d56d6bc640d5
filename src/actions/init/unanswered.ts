/** What a command of ours begins to say where no plugin has answered it; the plugin knows it by that. */
export function unanswered(name: string): string {
  return `\`/${name}\` did nothing, because the plugin of sessionpress was not loaded`
}
