import path from 'node:path'
import {pathToFileURL} from 'node:url'
import fs from 'fs-extra'
import {describe, expect, it} from 'vitest'
import {createWorld, type World} from './run-command.js'
import {hasTerminal, runOnTerminal} from './run-on-terminal.js'

const names = [
  'plugin/sessionpress.js',
  'command/publish.md',
  'command/unpublish.md',
  'command/shares.md',
]

/** A project whose file asks to share by itself. */
async function createProject(): Promise<World & {file: string}> {
  const world = await createWorld()
  const file = path.join(world.project, 'sessionpress.json')
  await fs.writeJson(file, {
    share: 'auto',
    target: 'site',
    targets: {site: {type: 'command', run: ['publish-it', 'now'], url: 'https://example.com/'}},
  })
  return {...world, file}
}

describe('init opencode', () => {
  it('writes the loader and the commands, says what was agreed to, and does it once', async () => {
    const {run, project, file} = await createProject()
    const folder = path.join(project, '.opencode')
    const dry = await run('init', 'opencode', '--dry-run')
    expect(await fs.pathExists(folder)).toBe(false)

    const {status, stdout, stderr} = await run('init', 'opencode')
    expect(status).toBe(0)
    expect(stdout).toBe(names.map((name) => `written: ${path.join(folder, name)}\n`).join(''))
    expect(dry.stdout).toBe(stdout)
    expect(dry.stderr).toContain(`You would agree to that with \`${file}\` as it is now`)
    expect(dry.stderr).toContain('It runs here: publish-it now')
    expect(stderr).toContain('Sessions of this project go by themselves to `site`.')
    expect(stderr).toContain(`You have agreed to that with \`${file}\` as it is now`)
    expect(stderr).toContain('It runs here: publish-it now')

    const again = await run('init', 'opencode')
    expect(again.stdout).toBe(stdout.replaceAll('written', 'unchanged'))
    expect(again.stderr).not.toContain('You have agreed')
    await fs.appendFile(file, '// changed\n')
    expect((await run('init', 'opencode')).stderr).toContain('You have agreed')
  })

  it.runIf(hasTerminal)('asks on a terminal, and agrees to nothing on a no', async () => {
    const world = await createProject()
    const declined = runOnTerminal(world, ['init', 'opencode'])
    await declined.sees('Do you agree to that?')
    expect(declined.screen()).toContain('go by themselves to `site`')
    expect(declined.screen()).toContain('It runs here: publish-it now')
    declined.types('n')
    expect(await declined.ended).toBe(0)
    expect(declined.screen()).toContain('You have not agreed')

    const agreed = runOnTerminal(world, ['init', 'opencode'])
    await agreed.sees('Do you agree to that?')
    agreed.types('y')
    expect(await agreed.ended).toBe(0)
    expect(agreed.screen()).toContain('You have agreed')
    const again = runOnTerminal(world, ['init', 'opencode'])
    expect(await again.ended).toBe(0)
    expect(again.screen()).not.toContain('Do you agree')
  })

  it('takes exactly its own files away', async () => {
    const {run, project} = await createProject()
    const folder = path.join(project, '.opencode')
    await fs.outputFile(path.join(folder, 'command/mine.md'), 'mine')
    await run('init', 'opencode')
    const {stdout} = await run('init', 'opencode', '--remove')
    expect(stdout).toBe(names.map((name) => `removed: ${path.join(folder, name)}\n`).join(''))
    expect(await filesIn(folder)).toEqual(['command/mine.md'])
    expect((await run('init', 'opencode', '--remove')).stdout).toContain('absent: ')
  })

  it.each([
    ['somebody else wrote', (file: string) => fs.outputFile(file, 'export const Other = 1\n')],
    ['is a link', (file: string) => fs.ensureSymlink(file.replace('.opencode', 'elsewhere'), file)],
  ])('touches no file that %s, nor any other then', async (_what, make) => {
    const {run, project} = await createProject()
    const folder = path.join(project, '.opencode')
    const file = path.join(folder, 'command/shares.md')
    await fs.outputFile(file.replace('.opencode', 'elsewhere'), 'kept')
    await make(file)
    for (const more of [[], ['--remove']]) {
      const {status, stderr} = await run('init', 'opencode', ...more)
      expect(status).toBe(1)
      expect(stderr).toContain('[CONFIG_UNWRITABLE]')
    }
    expect(await filesIn(folder)).toEqual(['command/shares.md'])
    expect(await fs.readFile(file.replace('.opencode', 'elsewhere'), 'utf8')).toBe('kept')
  })

  it.each(['.opencode', '.opencode/plugin', '.opencode/command'])(
    'writes and removes nothing through `%s` where that leads out of the project',
    async (name) => {
      const {run, project, home} = await createProject()
      const outside = path.join(home, 'outside')
      await fs.ensureDir(outside)
      await fs.ensureSymlink(outside, path.join(project, name))
      for (const more of [[], ['--remove']]) {
        const {status, stderr} = await run('init', 'opencode', ...more)
        expect(status).toBe(1)
        expect(stderr).toContain('leads out of the project')
      }
      expect(await fs.readdir(outside)).toEqual([])
      await fs.remove(outside)
      expect((await run('init', 'opencode')).stderr).toContain('[CONFIG_UNWRITABLE]')
    },
  )

  it('installs for every project, and agrees to none', async () => {
    const {run, home} = await createProject()
    const {stderr} = await run('init', 'opencode', '--global')
    expect((await filesIn(path.join(home, '.config/opencode'))).sort()).toEqual([...names].sort())
    expect(stderr).not.toContain('You have agreed')
    const state = path.join(home, '.local/state/sessionpress')
    expect(await fs.pathExists(path.join(state, 'agreements'))).toBe(false)
  })

  it('prints what it did as JSON', async () => {
    const {run} = await createProject()
    const {agreed, files} = JSON.parse((await run('init', 'opencode', '--json')).stdout)
    expect(files).toHaveLength(4)
    expect(agreed).toMatchObject({
      isAuto: true,
      isNew: true,
      target: 'site',
      runs: ['publish-it now'],
    })
  })

  it('takes no options of a target, and `init` none of it', async () => {
    const {run} = await createProject()
    expect((await run('init', 'opencode', '--target', 's3')).status).toBe(2)
    expect((await run('init', '--remove')).stderr).toContain('takes no `--remove`')
  })
})

describe('the loader', () => {
  it('loads the plugin that was built', async () => {
    const {run, project} = await createProject()
    await run('init', 'opencode')
    const {Sessionpress} = await load(project)
    const hooks = await Sessionpress({client: {}, directory: path.join(project, 'nowhere')})
    expect(Object.keys(hooks).sort()).toEqual([
      'command.execute.before',
      'config',
      'dispose',
      'event',
      'tool',
    ])
    // Loaded twice, as for a person and for a project, it works once.
    const input = {client: {}, directory: path.join(project, 'nowhere')}
    expect(await Sessionpress(input)).toEqual({})
  })

  it('says in the log that the package is gone, and lets the client start', async () => {
    const {run, project, home} = await createProject()
    await run('init', 'opencode')
    const file = path.join(project, '.opencode/plugin/sessionpress.js')
    const text = await fs.readFile(file, 'utf8')
    await fs.writeFile(file, text.replace(/const plugin = ".*"/, 'const plugin = "./gone.js"'))
    const before = process.env.XDG_STATE_HOME
    process.env.XDG_STATE_HOME = path.join(home, 'state')
    const {Sessionpress} = await load(project)
    expect(await Sessionpress({client: {}, directory: project})).toEqual({})
    if (before === undefined) delete process.env.XDG_STATE_HOME
    else process.env.XDG_STATE_HOME = before
    const log = path.join(home, 'state/sessionpress/plugin.log')
    expect(await fs.readFile(log, 'utf8')).toContain('Run `sessionpress init opencode` again')
    expect((await fs.stat(log)).mode & 0o777).toBe(0o600)
  })
})

async function load(project: string) {
  const file = path.join(project, '.opencode/plugin/sessionpress.js')
  return await import(/* @vite-ignore */ pathToFileURL(file).href)
}

async function filesIn(folder: string): Promise<string[]> {
  const all = await fs.readdir(folder, {recursive: true, encoding: 'utf8'})
  return all.filter((name) => !fs.lstatSync(path.join(folder, name)).isDirectory())
}
