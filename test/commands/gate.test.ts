import path from 'node:path'
import fs from 'fs-extra'
import {describe, expect, it} from 'vitest'
import {verifyAudit} from '../../src/ledger/verify-audit.js'
import {fake} from '../../src/redact/fake.js'
import {createWorld, session, type World} from './run-command.js'

// The own style is no part of the session, so redaction never sees it.
const token = `ghp_${fake('alphanumeric', 36)}`
const other = `glpat-${fake('alphanumeric', 20)}`

describe('the gate', () => {
  it('refuses what is left, names it, and leaves nothing public', async () => {
    const world = await createWorldWith(`/* ${token} */`)
    const {status, stdout, stderr} = await share(world, '--yes', '--json')
    expect(status).toBe(3)
    expect(stderr).toContain('[GATE_REFUSED]')
    const {error} = JSON.parse(stdout)
    expect(error.code).toBe('GATE_REFUSED')
    expect(error.message).toMatch(
      /`index\.html`, line \d+, has .* \(ghp_….{2}\), `github-token:[0-9a-f]{8}`/,
    )
    expect(error.hint).toMatch(/redact\.words.*--allow github-token:[0-9a-f]{8}/)
    expect(stdout + stderr).not.toContain(token)
    expect(await fs.readdir(world.project)).toEqual(['house.css'])
    expect(await fs.pathExists(path.join(stateOf(world), 'shares'))).toBe(false)
    expect(await auditOf(world)).toMatchObject([
      {event: 'refused', findings: [idIn(error.message)]},
    ])
  })

  it('lets pass what is allowed by name, and records who decided', async () => {
    const world = await createWorldWith(`/* ${token} ${other} */`)
    const first = await share(world, '--yes')
    const ids = [...first.stderr.matchAll(/`([a-z-]+:[0-9a-f]{8})`/g)].map(([, id]) => String(id))
    const names = [...new Set(ids)].filter((id) => !id.startsWith('secretlint'))
    expect(names).toHaveLength(2)

    const shared = await share(world, '--yes', ...names.flatMap((id) => ['--allow', id]))
    expect(shared).toMatchObject({status: 0, stderr: ''})
    const [record] = await recordsOf(world)
    expect(record.allowed.sort()).toEqual([...names].sort())
    const events = await auditOf(world)
    expect(events.map(({event}) => event)).toEqual(['refused', 'allow', 'share'])
    expect(events[1]?.findings.sort()).toEqual([...names].sort())
    expect(await verifyAudit(stateOf(world))).toBeUndefined()

    await world.run('unshare', '--all')
    expect((await auditOf(world)).at(-1)).toMatchObject({event: 'unshare', shareID: record.shareID})
    expect(await verifyAudit(stateOf(world))).toBeUndefined()
    const text = await fs.readFile(path.join(stateOf(world), 'audit.jsonl'), 'utf8')
    expect(text).not.toContain(token)
    expect(text).not.toContain('title')
  })

  it('takes no name that nothing has', async () => {
    const world = await createWorldWith(`/* ${token} */`)
    const id = idIn((await share(world, '--yes')).stderr)
    const slip = `${id.slice(0, -1)}${id.endsWith('0') ? '1' : '0'}`
    // What is refused is told first: the slip is seen beside the right name.
    expect(await share(world, '--yes', '--allow', slip)).toMatchObject({status: 3})
    const {status, stderr} = await share(world, '--yes', '--allow', id, '--allow', slip)
    expect(status).toBe(2)
    expect(stderr).toContain(`\`${slip}\` names [USAGE_INVALID]`)
    expect(stderr).toContain(`--allow ${id}`)
    expect(await recordsOf(world)).toEqual([])
  })

  it('refuses a dry run too, which writes nothing', async () => {
    const world = await createWorldWith(`/* ${token} */`)
    const {status, stderr} = await share(world, '--dry-run')
    expect(status).toBe(3)
    expect(stderr).toContain('without `--dry-run`')
    expect(await fs.readdir(world.home)).toEqual([])
  })

  it('warns of an export, which stays here', async () => {
    const world = await createWorldWith(`/* ${token} */`)
    const {status, stderr} = await world.run(
      'export',
      session,
      '--style',
      'house.css',
      '-o',
      'a.html',
    )
    expect(status).toBe(0)
    expect(stderr).toMatch(/a secret may be left|Something secret may be left/i)
    expect(stderr).not.toContain(token)
  })

  it('lets nothing out that the audit log cannot tell of', async () => {
    const world = await createWorldWith('')
    await fs.ensureDir(path.join(stateOf(world), 'audit.jsonl'))
    const {status, stderr} = await share(world, '--yes')
    expect(status).toBe(1)
    expect(stderr).toContain('[LEDGER_UNWRITABLE]')
    expect(await fs.readdir(world.project)).toEqual(['house.css'])
  })
})

async function createWorldWith(style: string): Promise<World> {
  const world = await createWorld()
  await fs.writeFile(path.join(world.project, 'house.css'), `${style}\n`)
  return world
}

function share(world: World, ...more: string[]) {
  return world.run('share', session, '--to', './public', '--style', 'house.css', ...more)
}

function stateOf({home}: World): string {
  return path.join(home, '.local/state/sessionpress')
}

async function auditOf(world: World) {
  const text = await fs.readFile(path.join(stateOf(world), 'audit.jsonl'), 'utf8')
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
}

async function recordsOf(world: World) {
  const folder = path.join(stateOf(world), 'shares')
  if (!(await fs.pathExists(folder))) return []
  const names = await fs.readdir(folder)
  return await Promise.all(names.map((name) => fs.readJson(path.join(folder, name))))
}

function idIn(message: string): string {
  return /`([a-z-]+:[0-9a-f]{8})`/.exec(message)?.[1] ?? ''
}
