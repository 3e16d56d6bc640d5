import {describe, expect, it} from 'vitest'
import {createWorld} from './run-command.js'

/** Wrong calls, and what the person is told. */
const calls: [call: string, message: string, hint: string][] = [
  ['', 'No command was named', '`sessionpress --help`'],
  ['shar', 'There is no command `shar`', '`share`'],
  ['frobnicate', 'There is no command `frobnicate`', '`sessionpress --help`'],
  ['--verison', 'There is no option `--verison`', '`--version`'],
  ['share --dry-rum', 'There is no option `--dry-rum`', '`--dry-run`'],
  ['share --jsno=1', 'There is no option `--jsno`', '`--json`'],
  ['share -q', 'There is no option `-q`', '`sessionpress --help`'],
  ['share one two', '`two` is one argument too many', '`sessionpress share --help`'],
  ['list one', '`one` is one argument too many', '`sessionpress list --help`'],
  ['share --to', '`--to` needs a value', '`sessionpress share --help`'],
  ['share --to=', '`--to` is empty', 'leave it out'],
  ['export latest --title=', '`--title` is empty', 'leave it out'],
  ['export latest -o -', '`--output` is `-`', 'leave it out'],
  ['share --to https://example.com/x', '`https://example.com/x` is an address', '`--to ./public`'],
  ['share --to file:///tmp/x', '`file:///tmp/x` is an address', '`--to ./public`'],
  ['export latest --style', '`--style` needs a value', '`sessionpress export --help`'],
  ['export latest --embed', '`--embed` needs a value', '`sessionpress export --help`'],
  ['export latest --no-embed', 'There is no option `--no-embed`', '`sessionpress export --help`'],
  ['export latest -o one.html --embed 3', '`--embed` makes a file beside the page', '`-o one`'],
  ['export latest --exclude', '`--exclude` needs a value', '`sessionpress export --help`'],
  ['export latest --no-exclude', 'There is no option `--no-exclude`', '`sessionpress export'],
  [
    'export x.json --exclude resoning',
    '`--exclude` does not know `resoning`',
    '`--exclude reasoning`',
  ],
  [
    'export x.json --exclude diffs,xyzzyxyzzy',
    '`--exclude` does not know',
    '`tool-output`, `tool-input`',
  ],
  ['share x.json --no-allow', 'There is no option `--no-allow`', '`sessionpress share'],
  ['export x.json --exclude ,', '`--exclude` is empty', 'leave it out'],
  [
    'preview x.json --from-turn 0',
    '`--from-turn` takes a whole number from 1 on',
    '`--from-turn 3`',
  ],
  ['share --yes --to ./x --to-turn 1.5', '`--to-turn` takes a whole number', '`--to-turn 3`'],
  ['export x.json --drop-turn two', '`--drop-turn` takes a whole number', '`--drop-turn 3`'],
  [
    'export x.json --tool-output-lines -1',
    '`--tool-output-lines` takes',
    '`--tool-output-lines 3`',
  ],
  ['export x.json --jobs 0', '`--jobs` takes a whole number from 1', '`--jobs 2`'],
  ['preview x.json --jobs many', '`--jobs` takes a whole number from 1', '`--jobs 2`'],
  ['share --no-link-previw', 'There is no option `--no-link-previw`', '`--no-link-preview`'],
  ['unshare', 'No share was named', '`--all`'],
  ['unshare ses_1 --all', '`--all` takes no names', '`--all`'],
  ['preview --port http', '`--port` is no port', '65535'],
  ['preview --port 70000', '`--port` is no port', '65535'],
  ['preview - --watch', 'Standard input cannot be watched', 'file'],
  ['export - -', '`-` is one argument too many', '`sessionpress export --help`'],
  ['targets --no-chek', 'There is no option `--no-chek`', '`--no-check`'],
  ['targets --check=false', '`--check` takes no value', '`--no-check`'],
  ['targets nowhere', '`nowhere` is no configured target or folder', './nowhere'],
  ['targets one two', '`two` is one argument too many', '`sessionpress targets --help`'],
  ['doctor --orphans', '`--orphans` needs `--fix`', '`--fix --orphans`'],
  ['doctor --fix=no', '`--fix` takes no value', '`--no-fix`'],
  ['doctor now', '`now` is one argument too many', '`sessionpress doctor --help`'],
  ['init', 'No type of target was named', '`--target directory'],
  ['init --target dirctory', 'There is no type of target `dirctory`', '`--target directory`'],
  ['init --target directory', 'A `directory` target needs `--path`', '`--path ./public`'],
  ['init --target directory --path ./x --remote y', 'A `directory` target takes no `--remote`', ''],
  ['init --target directory --path ./x --url x', '`--url` must be', '`sessionpress init --help`'],
  ['init --target directory --no-path', 'There is no option `--no-path`', '`sessionpress init'],
  ['init --target directory --path ./x --name a/b', '`a/b` cannot be the name', '`--name site`'],
  ['init --target directory --path ./x --name=', '`--name` is empty', 'leave it out'],
  [
    'init --target directory --path ./x --share always',
    '`always` is none of `manual`, `auto`, `disabled`',
    '`sessionpress init',
  ],
  ['init opencod', '`opencod` is none of `opencode`', '`sessionpress init --help`'],
  ['share --to nowhere', '`nowhere` is no configured target or folder', './nowhere'],
]

describe('a wrong call ends with 2 and says what is right', () => {
  it.each(calls)('`%s`', async (call, message, hint) => {
    const {run} = await createWorld()
    const {status, stdout, stderr} = await run(...call.split(' ').filter(Boolean))
    expect(stderr).toContain(`error: ${message}`)
    expect(stderr.split('\nhint: ')[1]).toContain(hint)
    expect(stderr.trim().split('\n')).toHaveLength(2)
    expect(stdout).toBe('')
    expect(status).toBe(2)
  })

  it('an empty session is no session', async () => {
    const {run} = await createWorld()
    const {status, stderr} = await run('export', '')
    expect(stderr).toContain('`session` is empty')
    expect(status).toBe(2)
  })

  it('with `--json` the error is on standard output too', async () => {
    const {run} = await createWorld()
    const {status, stdout, stderr} = await run('shar', '--json')
    expect(JSON.parse(stdout)).toEqual({
      error: {
        code: 'USAGE_INVALID',
        message: 'There is no command `shar`',
        hint: 'Use `share`, if that is what you mean.',
      },
    })
    expect(stderr).toContain('[USAGE_INVALID]')
    expect(status).toBe(2)
  })
})
