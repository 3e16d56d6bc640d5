/** What a configuration file demands, by the place that says so, for the words of a refusal. */
export interface Duty {
  file: string
  /** Key in that file, such as `targets.allow`. */
  key: string
}

/** How a refusal names the one who demands it. */
export function nameDuty({file, key}: Duty): string {
  return `\`${key}\` in \`${file}\``
}
