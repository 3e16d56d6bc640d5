import {mkdir, readdir, readFile, rm, symlink, writeFile} from 'node:fs/promises'
import path from 'node:path'
import {describe, expect, it} from 'vitest'
import {exportSession, preview, share, unshare} from '../../src/index.js'
import {session} from '../commands/run-command.js'
import {makeWorld} from './world.js'

async function worldWith(policy: string, project = '{}') {
  const world = await makeWorld()
  const file = path.join(world.home, 'etc/sessionpress/policy.json')
  await mkdir(path.dirname(file), {recursive: true})
  await writeFile(file, policy)
  await writeFile(path.join(world.cwd, 'sessionpress.json'), project)
  return {...world, file, content: {surroundings: world.options.surroundings}}
}

describe('the policy of a machine', () => {
  it('disables `share`, while `export` and `unshare` still work', async () => {
    const {options, content, file, publicFolder} = await worldWith('{}')
    const shared = await share(session, {...options, to: './public', yes: true})
    await writeFile(file, '{"share": "disabled"}')
    await expect(share(session, {...options, to: './public', yes: true})).rejects.toMatchObject({
      code: 'SHARE_DISABLED',
      message: `Sharing is switched off by \`share\` in \`${file}\`.`,
    })
    expect(await exportSession(session, content)).toMatchObject({bytes: expect.any(Number)})
    await unshare([shared.shareID ?? ''], options)
    expect(await readdir(publicFolder)).toEqual([])
  })

  it('that is broken stops `share`, `export` and `preview`, and no removal', async () => {
    const {options, content, file, publicFolder} = await worldWith('{}')
    const shared = await share(session, {...options, to: './public', yes: true})
    await writeFile(file, '{\n  "redact": {"wrods": []}\n}')
    const broken = {
      code: 'CONFIG_INVALID',
      message: expect.stringContaining(`\`${file}\` line 2, column 14`),
    }
    await expect(share(session, {...options, to: './public', yes: true})).rejects.toMatchObject(
      broken,
    )
    await expect(exportSession(session, content)).rejects.toMatchObject(broken)
    await expect(preview(session, content)).rejects.toMatchObject(broken)
    // Without the ledger too.
    await rm(options.state, {recursive: true})
    await unshare([shared.shareID ?? ''], {...options, to: './public'})
    expect(await readdir(publicFolder)).toEqual([])
  })

  it('decides where shares may go by place, whatever a project calls it', async () => {
    const policy = '{"targets": {"allow": [{"type": "directory", "path": "../../approved"}]}}'
    const targets = '{"targets": {"approved": {"type": "directory", "path": "public"}}}'
    const {options, home, cwd, publicFolder, file} = await worldWith(policy, targets)
    await mkdir(path.join(home, 'approved'))
    await symlink(publicFolder, path.join(home, 'approved/link'))
    for (const to of ['approved', './public', '../approved/link', '../approved/../elsewhere']) {
      await expect(share(session, {...options, to, yes: true})).rejects.toMatchObject({
        code: 'POLICY_REFUSED',
        message: expect.stringContaining(`\`targets.allow\` in \`${file}\``),
      })
    }
    expect(await readdir(publicFolder)).toEqual([])
    expect(await readdir(cwd)).not.toContain('elsewhere')
    const shared = await share(session, {...options, to: '../approved/team', yes: true})
    expect(shared).toMatchObject({state: 'live'})
  })
})

it('any project that a session worked in can disable its sharing', async () => {
  const {options, cwd, home, publicFolder} = await worldWith('{}')
  const other = path.join(home, 'other')
  await mkdir(other)
  await writeFile(path.join(other, 'sessionpress.json'), '{"share": "disabled"}')
  const exported = JSON.parse(await readFile(session, 'utf8'))
  exported.info.directory = cwd
  for (const {info} of exported.messages) if (info.path) info.path.cwd = other
  const file = path.join(home, 'session.json')
  await writeFile(file, JSON.stringify(exported))
  await expect(share(file, {...options, to: './public', yes: true})).rejects.toMatchObject({
    code: 'SHARE_DISABLED',
    message: expect.stringContaining(path.join(other, 'sessionpress.json')),
  })
  expect(await readdir(publicFolder).catch(() => [])).toEqual([])
})
