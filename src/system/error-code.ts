/** The system's name of a failure, such as `ENOENT`; `undefined` where it has none. */
export function systemCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined
  // Node's own errors (`ERR_…`) mean a mistake of ours, not a fault of the machine.
  const {code} = error
  return typeof code === 'string' && /^E[A-Z0-9]+$/.test(code) ? code : undefined
}

/** Whether an error says that a file or folder is not there. */
export function isMissing(error: unknown): boolean {
  return systemCode(error) === 'ENOENT'
}

/** The same for a place that can hold nothing, because a file stands where a folder would. */
export function isNowhere(error: unknown): boolean {
  return isMissing(error) || systemCode(error) === 'ENOTDIR'
}
