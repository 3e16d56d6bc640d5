import path from 'node:path'
import process from 'node:process'
import fs from 'fs-extra'
import {parse} from 'jsonc-parser'
import {describe, expect, it} from 'vitest'
import {command, createWorld, run as runProgram} from './run-command.js'
import {hasTerminal, runOnTerminal} from './run-on-terminal.js'

const enter = '\r'
const here = ['init', '--target', 'directory', '--path', './public']

describe('init', () => {
  it('writes a commented file that the next command takes', async () => {
    const {run, project} = await createWorld()
    const file = path.join(project, 'sessionpress.json')
    const dry = await run(...here, '--name', 'site', '--encrypt', '--dry-run')
    expect(await fs.readdir(project)).toEqual([])

    const {status, stdout} = await run(...here, '--name', 'site', '--encrypt')
    expect(stdout).toBe(`${file}\n`)
    expect(status).toBe(0)
    const text = await fs.readFile(file, 'utf8')
    expect(dry.stdout).toBe(text)
    expect(parse(text)).toEqual({
      target: 'site',
      targets: {site: {type: 'directory', path: './public'}},
      share: 'manual',
      encrypt: true,
      confirm: true,
    })
    expect(text.match(/^ *\/\/ [A-Z`]/gm)?.length).toBeGreaterThan(5)
    const listed = await run('targets', '--json')
    expect(JSON.parse(listed.stdout)).toMatchObject([{name: 'site', isDefault: true}])
  })

  it('tells what the target says of itself, which is no failure', async () => {
    const {run, project} = await createWorld()
    await fs.writeFile(path.join(project, 'public'), 'a file')
    const {status, stdout} = await run(...here, '--json')
    const made = JSON.parse(stdout)
    expect(made).toMatchObject({name: 'directory', type: 'directory', isNew: true})
    expect(made.checks.length).toBeGreaterThan(0)
    expect(made.text).toBe(await fs.readFile(made.path, 'utf8'))
    expect(status).toBe(0)
  })

  it('writes to the root of the repository, with paths that lead from there', async () => {
    const {run, project, env} = await createWorld()
    await fs.ensureDir(path.join(project, '.git'))
    const folder = path.join(project, 'docs/deep')
    await fs.ensureDir(folder)
    const {stdout} = await runProgram(process.execPath, [command, ...here], {cwd: folder, env})
    expect(stdout).toBe(`${path.join(project, 'sessionpress.json')}\n`)
    const {stdout: listed} = await run('targets', '--json')
    expect(JSON.parse(listed)).toMatchObject([{where: path.join(folder, 'public')}])
  })

  it('adds a target to the file that is there, and leaves every comment where it was', async () => {
    const {run, project} = await createWorld()
    const file = path.join(project, 'sessionpress.json')
    const before = [
      '{',
      '  // our site',
      '  "targets": {',
      '    "site": {"type": "directory", "path": "./site"} // the old one',
      '    // and that was all',
      '  }, /* then */',
      '  "exclude": ["cost"] // nobody asks',
      '}',
      '',
    ]
    await fs.writeFile(file, before.join('\n'))
    const {status, stdout} = await run(...here, '--name', 'two', '--encrypt', '--json')
    expect(status).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({path: file, isNew: false, name: 'two'})
    const after = (await fs.readFile(file, 'utf8')).split('\n')
    const added = after.filter((line) => !before.includes(line))
    expect(added).toEqual([
      '    "site": {"type": "directory", "path": "./site"}, // the old one',
      '    "two": {',
      '      "type": "directory",',
      '      "path": "./public"',
      '    }',
      '  "exclude": ["cost"], // nobody asks',
      '  "encrypt": true',
    ])
    const kept = before.filter((line) => !/"site":|"exclude"/.test(line))
    expect(after.filter((line) => kept.includes(line))).toEqual(kept)
    expect(parse(after.join('\n')).targets.two).toEqual({type: 'directory', path: './public'})
  })

  it.each([
    ['an empty object', '{}', '{}'],
    ['one line', '{"confirm": false}', '{"confirm": false}'],
    ['a trailing comma', '{\n\t"confirm": false,\n}\n', '{"confirm": false}'],
    ['line ends of Windows', '{\r\n  "confirm": false\r\n}\r\n', '{"confirm": false}'],
    ['no target', '{\n  "targets": {}\n}', '{}'],
  ])('takes a file with %s', async (_, text, said) => {
    const {run, project} = await createWorld()
    const file = path.join(project, 'sessionpress.json')
    await fs.writeFile(file, text)
    expect(await run(...here)).toMatchObject({status: 0})
    const after = await fs.readFile(file, 'utf8')
    const targets = {directory: {type: 'directory', path: './public'}}
    expect(parse(after, [], {allowTrailingComma: true})).toEqual({...JSON.parse(said), targets})
    if (text.includes('\r\n')) expect(after.replaceAll('\r\n', '')).not.toContain('\n')
    expect((await run('targets')).status).toBe(0)
  })

  it.each([
    ['{"targets": {"directory": {"type": "directory", "path": "x"}}}', [], '`--name directory-2`'],
    ['{"encrypt": false}', ['--encrypt'], '`--encrypt`'],
    ['{"targets": ', [], 'Correct the file'],
    ['{"targts": {}}', [], '`targets`'],
  ])('changes nothing in %s', async (text, options, hint) => {
    const {run, project} = await createWorld()
    const file = path.join(project, 'sessionpress.json')
    await fs.writeFile(file, text)
    const {status, stderr} = await run(...here, ...options)
    expect(stderr).toContain('[CONFIG_INVALID]')
    expect(stderr.split('\nhint: ')[1]).toContain(hint)
    expect(status).toBe(1)
    expect(await fs.readFile(file, 'utf8')).toBe(text)
  })

  it('writes no password into a file', async () => {
    const {run, project} = await createWorld()
    const {status, stderr} = await run(...here, '--url', 'https://me:fake-word@example.com/x')
    expect(stderr).toContain('`--url` holds a password')
    expect(stderr).not.toContain('fake-word')
    expect(status).toBe(2)
    expect(await fs.readdir(project)).toEqual([])
  })

  it.skipIf(!hasTerminal)('asks a few questions on a terminal', async () => {
    const world = await createWorld()
    const terminal = runOnTerminal(world, ['init'])
    await terminal.sees('Where shall sessions of this project be published?')
    terminal.types(enter)
    await terminal.sees('Which folder shall hold the pages?')
    terminal.types(`./out${enter}`)
    await terminal.sees('At which address')
    terminal.types(`nowhere${enter}`)
    await terminal.sees('must be an `http://` or `https://` address')
    terminal.types(`${'\x7f'.repeat(7)}http://127.0.0.1:9/s${enter}`)
    await terminal.sees('What shall this target be called?')
    terminal.types(enter)
    await terminal.sees('When shall they be shared?')
    terminal.types(enter)
    await terminal.sees('Encrypt them')
    terminal.types('y')
    expect(await terminal.ended).toBe(0)
    expect(terminal.screen()).toContain('`sessionpress share`')
    const text = await fs.readFile(path.join(world.project, 'sessionpress.json'), 'utf8')
    expect(parse(text)).toMatchObject({
      target: 'directory',
      targets: {directory: {type: 'directory', path: './out', url: 'http://127.0.0.1:9/s'}},
      encrypt: true,
    })
  })

  it.skipIf(!hasTerminal)('writes nothing when the questions are broken off', async () => {
    const world = await createWorld()
    const terminal = runOnTerminal(world, ['init', '--target', 'directory'])
    await terminal.sees('Which folder shall hold the pages?')
    terminal.types('\x1b')
    expect(await terminal.ended).toBe(130)
    expect(await fs.readdir(world.project)).toEqual([])
  })
})
