/**
 * Parameters in which an option that was given several times stands once, its
 * values joined by commas. Of any other option the last one counts.
 */
export function joinRepeated(parameters: readonly string[], option: string): string[] {
  const values: string[] = []
  const rest: string[] = []
  const end = parameters.indexOf('--')
  const known = parameters.slice(0, end < 0 ? undefined : end)
  for (let at = 0; at < known.length; at++) {
    const parameter = known[at] ?? ''
    const next = known[at + 1]
    if (parameter.startsWith(`${option}=`)) values.push(parameter.slice(option.length + 1))
    else if (parameter === option && next !== undefined && !next.startsWith('-')) {
      values.push(next)
      at += 1
    } else rest.push(parameter)
  }
  const joined = values.length > 0 ? [`${option}=${values.join(',')}`] : []
  return [...rest, ...joined, ...parameters.slice(known.length)]
}
