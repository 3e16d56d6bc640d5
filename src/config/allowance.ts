import type {RedactSettings} from './redact-settings.js'

/** Whether a person lets a finding stay as it is. */
export type IsAllowed = (value: string, rule: string, id: string) => boolean

/**
 * What the configuration and a person's `--allow` let stay: an entry is the id
 * of a finding, such as `github-token:3f9a1c20`, or a value itself. What a
 * policy wants masked stays masked, whatever rule found it.
 *
 * @param once What is allowed this time alone.
 */
export function allowance(
  {allow, patterns, required}: Pick<RedactSettings, 'allow' | 'patterns' | 'required'>,
  once: readonly string[] = [],
): IsAllowed {
  const allowed = new Set([...allow, ...once])
  const isDemanded = createDemand({patterns, required})
  return (value, rule, id) => (allowed.has(id) || allowed.has(value)) && !isDemanded(value, rule)
}

/** Tells what a policy wants masked, so that nobody can let it stay. */
export function createDemand({
  patterns,
  required,
}: Pick<RedactSettings, 'patterns' | 'required'>): (value: string, rule: string) => boolean {
  const requiredPatterns = patterns.filter(({isRequired}) => isRequired)
  const requiredRules = new Set([
    ...(required.emails ? ['email'] : []),
    ...(required.hosts ? ['private-address', 'internal-host'] : []),
  ])

  return (value, rule) => {
    if (requiredRules.has(rule)) return true
    const folded = value.toLowerCase()
    if (required.words.some((word) => folded.includes(word.toLowerCase()))) return true
    return requiredPatterns.some(({pattern}) => {
      pattern.lastIndex = 0 // Of an expression with `g` the next test starts where the last ended.
      return pattern.test(value)
    })
  }
}
