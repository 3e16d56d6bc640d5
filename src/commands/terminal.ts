import process from 'node:process'

/**
 * Whether a person can be asked. Questions go to standard error, so that
 * `url=$(sessionpress share)` works at a keyboard too.
 */
export function isInteractive(): boolean {
  return Boolean(process.stdin.isTTY && process.stderr.isTTY)
}

/** Columns of the terminal that shows the result, or `undefined` when none does. */
export function terminalWidth(): number | undefined {
  return process.stdout.isTTY ? process.stdout.columns || 80 : undefined
}

/** Print one line of the result. */
export function print(line: string): void {
  process.stdout.write(`${line}\n`)
}

/** Say something on standard error that nobody shall miss. */
export function say(line: string): void {
  process.stderr.write(`${line}\n`)
}

/** Say something to a person, where one looks on and wants to hear it. */
export function tell(quiet: boolean, line: string): void {
  if (!quiet && process.stderr.isTTY) say(line)
}

/** End once everything is written, whatever is still being waited for. */
export async function endAfterOutput(): Promise<void> {
  await new Promise((resolve) => process.stdout.write('', resolve))
  process.exit()
}
