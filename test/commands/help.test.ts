import {describe, expect, it} from 'vitest'
import packageJSON from '../../package.json' with {type: 'json'}
import {createWorld} from './run-command.js'

/** What chooses the content of a page. */
const selection = 'exclude tool-output-lines from-turn to-turn drop-turn'

/** What describes a target of any type. */
const targetOptions =
  'path url remote branch folder allow-rewrite bucket endpoint region prefix path-style index cloudfront importable host run'

/** Options of each command, as the design has them. */
const commands = {
  share: `to yes allow dry-run title style embed no-link-preview ${selection} jobs no-cache new-link encrypt passphrase open json source state quiet`,
  unshare: 'to all wait no-verify dry-run json source state quiet',
  status: 'check json source state quiet',
  list: 'all check json state quiet',
  review: `title style embed no-link-preview ${selection} json source state quiet`,
  export: `output zip title style embed no-link-preview ${selection} jobs no-cache source json quiet`,
  preview: `port open watch title style embed no-link-preview ${selection} jobs no-cache source quiet`,
  serve: 'host port to source state json quiet',
  watch: 'all json source state quiet',
  init: `target name ${targetOptions} encrypt share global remove dry-run json quiet`,
  targets: 'check json quiet',
  doctor: 'fix orphans json state quiet',
}

describe('help', () => {
  it('names every command', async () => {
    const {run} = await createWorld()
    const {status, stdout, stderr} = await run('--help')
    for (const name of Object.keys(commands))
      expect(stdout).toMatch(new RegExp(`^  ${name} .* [A-Z]`, 'm'))
    expect(Math.max(...stdout.split('\n').map(({length}) => length))).toBeLessThanOrEqual(80)
    expect(stderr).toBe('')
    expect(status).toBe(0)
  })

  it.each(Object.entries(commands))('of `%s` has its options and examples', async (name, list) => {
    const {run} = await createWorld()
    const {status, stdout} = await run(name, '--help')
    const listed = stdout.split('Options:')[1]?.split('Examples:')[0] ?? ''
    const options = [...listed.matchAll(/^ {2,}(?:-\w, )? *--([\w-]+) +\S/gm)].map(([, key]) => key)
    expect(options.sort()).toEqual([...list.split(' '), 'help', 'version'].sort())
    expect(stdout.split('Examples:')[1]?.match(/sessionpress|url=/g)?.length).toBeGreaterThan(1)
    expect(status).toBe(0)
  })

  it('is English, whatever the machine speaks', async () => {
    const {run, env} = await createWorld()
    Object.assign(env, {LANG: 'de_DE.UTF-8', LC_ALL: 'de_DE.UTF-8'})
    expect((await run('list', '--help')).stdout).toContain('Options:')
  })
})

describe('version', () => {
  it.each([['--version'], ['share', '--version']])('%s %s', async (...call) => {
    const {run} = await createWorld()
    const {status, stdout} = await run(...call.filter(Boolean))
    expect(stdout).toBe(`${packageJSON.version}\n`)
    expect(status).toBe(0)
  })
})
