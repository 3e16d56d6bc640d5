import path from 'node:path'
import process from 'node:process'
import fs from 'fs-extra'
import {describe, expect, it} from 'vitest'
import {targets} from '../../src/index.js'
import {command, createWorld, run} from './run-command.js'
import {hasTerminal, runOnTerminal} from './run-on-terminal.js'

const configuration = {
  target: 'site',
  targets: {
    site: {type: 'directory', path: './public', url: 'http://127.0.0.1:9/sessions'},
    disk: {type: 'directory', path: './disk'},
  },
}

async function createProject(said: object = configuration) {
  const world = await createWorld()
  await fs.writeJson(path.join(world.project, 'sessionpress.json'), said)
  return world
}

describe('targets', () => {
  it('tells of each target where it is and what it promises, as JSON', async () => {
    const {run, project} = await createProject()
    await fs.ensureDir(path.join(project, 'public'))
    const {status, stdout, stderr} = await run('targets', '--json')
    expect(stderr).toBe('')
    expect(status).toBe(0)
    const [disk, site, ...more] = JSON.parse(stdout)
    expect(more).toEqual([])
    expect(site).toEqual({
      name: 'site',
      type: 'directory',
      where: path.join(project, 'public'),
      url: 'http://127.0.0.1:9/sessions',
      isDefault: true,
      abilities: {keepsHistory: false, cacheSeconds: null, answersMissing: null, canList: true},
      checks: [
        {
          level: 'good',
          message: `\`${path.join(project, 'public')}\` can be written to.`,
          hint: null,
          code: null,
        },
        // Nobody serves it there.
        {
          level: 'warning',
          message: expect.stringContaining('What a visitor gets under http://127.0.0.1:9/sessions'),
          hint: expect.any(String),
          code: null,
        },
      ],
    })
    expect(disk).toMatchObject({name: 'disk', url: null, isDefault: false})
    expect(disk.checks).toMatchObject([{level: 'warning'}])
    // Asking makes nothing.
    expect((await fs.readdir(project)).sort()).toEqual(['public', 'sessionpress.json'])
  })

  it('tells a person the same', async () => {
    const {run, project} = await createProject()
    const {stdout} = await run('targets', 'site')
    expect(stdout).toMatch(/^site \(default\)\n {2}type +directory\n/)
    expect(stdout).toContain(path.join(project, 'public'))
    expect(stdout).toContain('keeps no history')
    expect(stdout).toMatch(/\n {2}warning +`\S+` is not there yet/)
    expect(stdout).not.toContain('disk')
  })

  it('asks nobody with `--no-check`', async () => {
    const {run} = await createProject()
    const {stdout} = await run('targets', '--no-check', '--json')
    expect(JSON.parse(stdout)).toMatchObject([{checks: null}, {checks: null}])
  })

  it('takes a folder too', async () => {
    const {run, project} = await createWorld()
    const {status, stdout} = await run('targets', './elsewhere', '--json')
    expect(JSON.parse(stdout)).toMatchObject([{where: path.join(project, 'elsewhere')}])
    expect(status).toBe(0)
  })

  it('is empty where nothing is configured, also without a home folder', async () => {
    const {run, project} = await createWorld()
    expect(await run('targets', '--json')).toEqual({
      ...{status: 0, signal: null, stdout: '[]\n', stderr: ''},
    })
    const surroundings = {cwd: project, env: {}, home: undefined}
    expect(await targets(undefined, {surroundings})).toEqual([])
  })

  it('tells of a target that a newer release knows, and of the others', async () => {
    const all = {...configuration.targets, future: {type: 'teleport', to: 'Mars\x1b[2J'}}
    const {run} = await createProject({...configuration, targets: all})
    const {status, stdout} = await run('targets', '--json')
    expect(JSON.parse(stdout)).toMatchObject([
      {name: 'disk', type: 'directory'},
      {
        name: 'future',
        type: null,
        abilities: null,
        checks: [{level: 'bad', code: 'CONFIG_INVALID'}],
      },
      {name: 'site', type: 'directory'},
    ])
    expect(status).toBe(1)
  })

  it('names the nearest target, and fails for a file that is broken as a whole', async () => {
    const world = await createProject()
    const unknown = await world.run('targets', 'sitte')
    expect(unknown).toMatchObject({status: 2, stdout: ''})
    expect(unknown.stderr).toContain('`--to site`')

    await fs.writeFile(path.join(world.project, 'sessionpress.json'), '{"targets": ')
    const broken = await world.run('targets', '--json')
    expect(JSON.parse(broken.stdout)).toMatchObject({error: {code: 'CONFIG_INVALID'}})
    expect(broken.status).toBe(1)
  })

  it('says where a policy forbids a target', async () => {
    const world = await createProject()
    world.env.SESSIONPRESS_POLICY = path.join(world.home, 'policy.json')
    const allow = [
      {type: 'directory', path: path.join(world.project, 'public'), url: 'https://a.example'},
    ]
    await fs.writeJson(world.env.SESSIONPRESS_POLICY, {targets: {allow}})
    const {status, stdout} = await world.run('targets', 'disk', '--json')
    expect(JSON.parse(stdout)[0].checks).toMatchObject([{level: 'bad', code: 'POLICY_REFUSED'}, {}])
    expect(status).toBe(3)
  })

  it.skipIf(process.getuid?.() !== 0)('exits with 4 where it may not write', async () => {
    const {project, env} = await createProject()
    await fs.ensureDir(path.join(project, 'disk'))
    await fs.chmod(path.join(project, 'disk'), 0o755)
    await fs.chmod(path.dirname(project), 0o755)
    const call = ['--reuid=65534', '--clear-groups', process.execPath, command, 'targets', 'disk']
    const {status, stdout} = await run('setpriv', [...call, '--json'], {cwd: project, env})
    expect(JSON.parse(stdout)[0].checks).toMatchObject([{level: 'bad', code: 'TARGET_DENIED'}])
    expect(status).toBe(4)
  })

  it.skipIf(!hasTerminal)('says on a terminal how to get a target', async () => {
    const terminal = runOnTerminal(await createWorld(), ['targets'])
    expect(await terminal.ended).toBe(0)
    expect(terminal.screen()).toContain('`sessionpress init` makes one')
  })
})
