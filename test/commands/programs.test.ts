import {spawn} from 'node:child_process'
import {once} from 'node:events'
import path from 'node:path'
import process from 'node:process'
import {setTimeout} from 'node:timers/promises'
import fs from 'fs-extra'
import {describe, expect, it} from 'vitest'
import {command, createWorld, session, type World} from './run-command.js'
import {hasTerminal, runOnTerminal} from './run-on-terminal.js'

const example = path.resolve(import.meta.dirname, '../../docs/publish-to-folder.mjs')

describe('a target of type `command`', () => {
  it('publishes, updates and takes down through the example of the documentation', async () => {
    const world = await createWorld()
    await configure(world, ['./publish.mjs', './site'])
    await fs.copy(example, path.join(world.project, 'publish.mjs'))
    const shared = await world.run('share', session, '--yes', '--json')
    expect(shared).toMatchObject({status: 0})
    const {shareID, shareURL} = JSON.parse(shared.stdout)
    expect(shareURL).toBe(`https://shares.example.org/${shareID}/`)
    const page = path.join(world.project, 'site', shareID, 'index.html')
    expect(await fs.readFile(page, 'utf8')).toContain('<title>')
    expect(await fs.readdir(String(world.env.TMPDIR))).toEqual([])
    expect(await world.run('share', session, '--title', 'Another', '--yes')).toMatchObject({
      status: 0,
    })
    expect(await fs.readFile(page, 'utf8')).toContain('Another')
    expect(await world.run('unshare', shareID, '--no-verify')).toMatchObject({status: 0})
    expect(await fs.readdir(path.join(world.project, 'site'))).toEqual([])
  }, 180_000)

  it('names the program that would be run where nobody can be asked', async () => {
    const world = await createWorld()
    await configure(world, ['./publish.mjs', './site'])
    const {status, stderr} = await world.run('share', session)
    expect(status).toBe(3)
    expect(stderr).toContain(`run \`${process.execPath} ${world.project}/publish.mjs`)
    expect(await fs.readdir(world.project)).toEqual(['sessionpress.json'])
  })

  it('runs no program of a project in which somebody only looks around', async () => {
    const world = await createWorld()
    await configure(world, ['./publish.mjs'])
    await fs.writeFile(
      path.join(world.project, 'publish.mjs'),
      `import {writeFileSync} from 'node:fs'
      writeFileSync(new URL('ran', import.meta.url), '')
      console.log('{"ok": true, "results": [{"level": "good", "message": "It works."}]}')`,
    )
    const ran = path.join(world.project, 'ran')
    const listed = await world.run('targets')
    expect(listed).toMatchObject({status: 0, stdout: expect.stringContaining('was not asked')})
    const found = await world.run('doctor', '--fix', '--orphans')
    expect(found).toMatchObject({status: 0, stderr: expect.stringContaining('was not asked')})
    expect(await fs.pathExists(ran)).toBe(false)
    const named = await world.run('targets', 'pages')
    expect(named).toMatchObject({status: 0, stdout: expect.stringContaining('It works.')})
    expect(await fs.pathExists(ran)).toBe(true)
  })

  it.each([
    ['SIGTERM', 143],
    ['SIGINT', 130],
  ] as const)('is ended by %s, and its folder goes', async (signal, status) => {
    const {project, env, ...world} = await createWorld()
    await configure({project, env, ...world}, ['./hangs.mjs'])
    await fs.writeFile(
      path.join(project, 'hangs.mjs'),
      `import {readFileSync, renameSync, writeFileSync} from 'node:fs'
      const {action, shares} = JSON.parse(readFileSync(0, 'utf8'))
      if (action === 'inspect') {
        console.log(JSON.stringify({ok: true, shares: shares.map(({path}) => ({path, files: []}))}))
      } else {
        writeFileSync('pid.new', String(process.pid))
        renameSync('pid.new', 'pid')
        setInterval(() => {}, 1000)
      }`,
    )
    const child = spawn(process.execPath, [command, 'share', session, '--yes'], {cwd: project, env})
    const ended = once(child, 'exit')
    const file = path.join(project, 'pid')
    while (!(await fs.pathExists(file))) await setTimeout(20)
    const program = Number(await fs.readFile(file, 'utf8'))
    expect((await fs.readdir(String(env.TMPDIR))).join()).toContain('sessionpress-command-')
    child.kill(signal)
    expect(await ended).toEqual([status, null])
    while (isRunning(program)) await setTimeout(20)
    expect(await fs.readdir(String(env.TMPDIR))).toEqual([])
  })

  it.skipIf(!hasTerminal)(
    'shows the program before it asks, without what a terminal obeys',
    async () => {
      const world = await createWorld()
      await configure(world, ['-e', 'x()\u001b[2K\rls'])
      const terminal = runOnTerminal(world, ['share', session])
      await terminal.sees('Make this public?')
      expect(terminal.screen()).toContain(`runs here   ${process.execPath} -e "x()\\u001b[2K\\rls"`)
      terminal.types('n')
      expect(await terminal.ended).toBe(3)
    },
  )
})

function isRunning(id: number): boolean {
  try {
    return process.kill(id, 0)
  } catch {
    return false
  }
}

async function configure({project}: World, words: string[]): Promise<void> {
  const run = [process.execPath, ...words]
  const pages = {type: 'command', run, url: 'https://shares.example.org', keepsHistory: false}
  await fs.writeJson(path.join(project, 'sessionpress.json'), {targets: {pages}})
}
