/** What the overview tells of a command. */
interface Entry {
  command?: string | readonly string[] | undefined
  describe?: string | false | undefined
}

/**
 * The help of the program as a whole. Not made by yargs, whose loading costs
 * almost as much as starting Node; the help of a command is.
 */
export function formatOverview(usage: string, entries: readonly Entry[]): string {
  const rows = entries.map(({command, describe}) => [String(command), describe || ''] as const)
  const width = Math.max(...rows.map(([command]) => command.length))
  return [
    'sessionpress <command>',
    '',
    usage,
    '',
    'Commands:',
    ...rows.map(([command, describe]) => `  ${command.padEnd(width)}  ${describe}`),
    '',
    'Options:',
    `  ${'-h, --help'.padEnd(width)}  Show help, also of a command`,
    `  ${'    --version'.padEnd(width)}  Show version number`,
  ].join('\n')
}
