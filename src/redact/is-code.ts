/**
 * Whether what stands where a secret could is code that fetches one:
 * `process.env.TOKEN`, `getToken(`, `config.secret`.
 */
export function isCode(value: string): boolean {
  if (
    /^(?:process\.env|os\.environ|env|import\.meta|config|self|this|req|request|options|secrets|vars|github|inputs|steps|data|local|var|module)[.[(]/i.test(
      value,
    )
  ) {
    return true
  }
  return /^[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*(?:\(.*)?$/.test(value) && !/\d.*\d/.test(value)
}

/** A path is no secret, unless a step of it is as long as one and has no word in it. */
export function isPath(value: string): boolean {
  return !value
    .split(/[/?&=]/)
    .some((step) => step.length >= 24 && /\d.*\d/.test(step) && /[A-Za-z]/.test(step))
}
