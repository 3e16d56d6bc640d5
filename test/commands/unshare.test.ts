import path from 'node:path'
import fs from 'fs-extra'
import {describe, expect, it} from 'vitest'
import {createWorld, session} from './run-command.js'

describe('unshare without the session, the project and the ledger', () => {
  it('takes one of several pages down, by its URL and `--to`', async () => {
    const {run, home, project} = await createWorld()
    const file = path.join(home, 'session.json')
    await fs.writeJson(file, makeLong(await fs.readJson(session)))
    const target = path.join(home, 'public')
    const shared = await run('share', file, '--to', target, '--yes')
    expect(shared.status).toBe(0)
    const url = shared.stdout.trim()
    const id = /s_[0-9a-z]{26}/.exec(url)?.[0] ?? ''
    const names = await fs.readdir(path.join(target, id))
    const kinds = [/^page-/, /^style-/, /^viewer-/]
    for (const kind of kinds) expect(names).toContainEqual(expect.stringMatching(kind))
    await fs.outputFile(path.join(target, id, 'mine.txt'), 'mine')

    await fs.remove(file)
    await fs.emptyDir(project)
    const elsewhere = ['--to', target, '--state', path.join(home, 'fresh')]
    const planned = await run('unshare', url, ...elsewhere, '--dry-run')
    expect(planned).toMatchObject({status: 0, stdout: `${id}\n`})
    expect(await run('unshare', url, ...elsewhere)).toMatchObject({status: 0, stdout: `${id}\n`})
    expect(await fs.readdir(path.join(target, id))).toEqual(['mine.txt'])
  })
})

/** The same session with prompts that are long enough to take several pages. */
function makeLong(native: Native): Native {
  const prose = 'Nothing of note.\n\n'.repeat(20_000)
  const parts = native.messages.filter(({info}) => info.role === 'user').flatMap(({parts}) => parts)
  for (const part of parts) if (part.type === 'text') part.text = prose
  return native
}

interface Native {
  messages: {info: {role: string}; parts: {type: string; text?: string}[]}[]
}

describe('unshare --no-verify', () => {
  it('believes the place where nobody here can ask the address', async () => {
    const {run, project} = await createWorld()
    // Port 9 of a machine discards what comes, where anything listens at all.
    const site = {type: 'directory', path: 'public', url: 'http://127.0.0.1:9'}
    await fs.writeJson(path.join(project, 'sessionpress.json'), {target: 'site', targets: {site}})
    const shared = await run('share', session, '--yes')
    expect(shared.stderr).toContain('could not be asked')
    const url = shared.stdout.trim()
    const refused = await run('unshare', url)
    expect(refused).toMatchObject({status: 7, stdout: ''})
    expect(refused.stderr).toContain('--no-verify')
    expect(await run('unshare', url, '--no-verify')).toMatchObject({status: 0})
    expect((await run('status', url)).stdout).toContain('removed')
  })
})
