import path from 'node:path'
import fs from 'fs-extra'
import {describe, expect, it} from 'vitest'
import {createWorld, session} from './run-command.js'
import {hasTerminal, runOnTerminal} from './run-on-terminal.js'

const enter = '\r'
const down = '\x1b[B'
const interrupt = '\x03'
const escapeKey = '\x1b'

describe.skipIf(!hasTerminal)('on a terminal (with `script` of util-linux)', () => {
  it('asks once, showing what becomes public, and prints the URL', async () => {
    const world = await createWorld()
    const terminal = runOnTerminal(world, ['share', session, '--to', './public'])
    await terminal.sees('Make this public?')
    expect(terminal.screen()).toMatch(/target +\S+\/project\/public\n/)
    expect(terminal.screen()).toMatch(/url +file:\/\/\/\S+\/s_[0-9a-z]{26}\/index\.html\n/)
    expect(terminal.screen()).toMatch(/public +\d+ messages, \d+ tool calls/)
    expect(terminal.screen()).toMatch(/redacted +folders shortened/)
    terminal.types(`y`)
    expect(await terminal.ended).toBe(0)
    expect((await world.run('list', '--json')).stdout).toContain('"live"')

    const again = runOnTerminal(world, ['share', session, '--to', './public'])
    expect(await again.ended).toBe(0)
    expect(again.screen()).not.toContain('Make this public?')
  })

  it('publishes nothing when the answer is a bare Enter', async () => {
    const world = await createWorld()
    const terminal = runOnTerminal(world, ['share', session, '--to', './public'])
    await terminal.sees('Make this public?')
    terminal.types(enter)
    expect(await terminal.ended).toBe(3)
    expect(terminal.screen()).toContain('[REVIEW_NEEDED]')
    expect(terminal.screen()).toContain('`sessionpress preview`')
    expect(await fs.readdir(world.project)).toEqual([])
  })

  it('takes no key for an answer that was pressed before the question', async () => {
    const world = await createWorld()
    const terminal = runOnTerminal(world, ['share', session, '--to', './public'])
    terminal.types('yyy')
    await terminal.sees('Make this public?')
    terminal.types(escapeKey)
    expect(await terminal.ended).toBe(130)
    expect(await fs.readdir(world.project)).toEqual([])
  })

  it('ends with 130 at Esc, and does not look like a Yes', async () => {
    const world = await createWorld()
    const terminal = runOnTerminal(world, ['share', session, '--to', './public'])
    await terminal.sees('Make this public?')
    terminal.types(escapeKey)
    expect(await terminal.ended).toBe(130)
    expect(terminal.screen()).toMatch(/■ +Make this public\?\n│ +No\n/)
    expect(terminal.screen()).toContain('Cancelled.')
    expect(await fs.readdir(world.project)).toEqual([])
  })

  it('ends with 130 at Ctrl-C, and leaves nothing', async () => {
    const world = await createWorld()
    const terminal = runOnTerminal(world, ['share', session, '--to', './public'])
    await terminal.sees('Make this public?')
    terminal.types(interrupt)
    expect(await terminal.ended).toBe(130)
    expect(await fs.readdir(world.project)).toEqual([])
    expect(await fs.readdir(String(world.env.TMPDIR))).toEqual([])
  })

  it('asks for a folder where no target is configured', async () => {
    const world = await createWorld()
    const terminal = runOnTerminal(world, ['share', session, '--yes'])
    await terminal.sees('Which folder')
    terminal.types(`pages${enter}`)
    expect(await terminal.ended).toBe(0)
    expect(await fs.readdir(path.join(world.project, 'pages'))).toHaveLength(1)
  })

  it('lets the person pick a session of the project', async () => {
    const world = await createWorld()
    const store = await createStore(world.home, world.project)
    const terminal = runOnTerminal(world, ['export', '--source', store, '-o', 'page.html'])
    await terminal.sees('Which session?')
    expect(terminal.screen()).toContain('The newer one')
    expect(terminal.screen()).not.toContain('Elsewhere')
    expect(terminal.screen()).not.toContain('Subagent')
    terminal.types(down)
    await terminal.sees(/● The older one/)
    terminal.types(enter)
    expect(await terminal.ended).toBe(0)
    const page = await fs.readFile(path.join(world.project, 'page.html'), 'utf8')
    expect(page).toContain('The older one')
  })

  it('shows what is shared as a table that fits', async () => {
    const world = await createWorld()
    const title = `${'A long title '.repeat(10)}\x1b[31m`
    await world.run('share', session, '--to', './public', '--yes', '--title', title)
    const terminal = runOnTerminal(world, ['list'])
    expect(await terminal.ended).toBe(0)
    const [heading, row, url, ...rest] = terminal.screen().trimEnd().split('\n')
    expect(heading).toMatch(/^ID +STATE +UPDATED +TITLE +TARGET$/)
    expect(row).toMatch(/^s_\w{26} {2}live {3}\S.* A long title.*…/)
    expect(row?.length).toBeLessThanOrEqual(100)
    expect(url).toMatch(/^ {2}file:\/\/\/\S+\/index\.html$/)
    expect(rest).toEqual([])
  })

  it('asks how much is to be taken down, and from where, unless it is nothing', async () => {
    const world = await createWorld()
    const nothing = runOnTerminal(world, ['unshare', '--all'])
    expect(await nothing.ended).toBe(0)
    expect(nothing.screen()).toBe('Nothing is shared.\n')

    await world.run('share', session, '--to', './one', '--yes')
    await world.run('share', session, '--to', './two', '--yes')
    const terminal = runOnTerminal(world, ['unshare', '--all'])
    await terminal.sees(/Take down 2 shares, from `\S+one`,\s/)
    terminal.types('n')
    expect(await terminal.ended).toBe(0)
    expect((await world.run('list')).stdout.match(/\tlive\t/g)).toHaveLength(2)
  })

  it('keeps the result apart from the questions', async () => {
    const world = await createWorld()
    const terminal = runOnTerminal(world, ['share', session, '--to', './public'], '>out.txt')
    await terminal.sees('Make this public?')
    terminal.types('y')
    expect(await terminal.ended).toBe(0)
    const out = await fs.readFile(path.join(world.project, 'out.txt'), 'utf8')
    expect(out).toMatch(/^file:\S+\n$/)
  })

  it('ends a preview with 0 at Ctrl-C', async () => {
    const world = await createWorld()
    const terminal = runOnTerminal(world, ['preview', session])
    await terminal.sees('Ctrl-C ends the preview.')
    const [url] = /http:\S+/.exec(terminal.screen()) ?? []
    expect((await fetch(String(url))).status).toBe(200)
    terminal.types(interrupt)
    expect(await terminal.ended).toBe(0)
    expect(await fs.readdir(String(world.env.TMPDIR))).toEqual([])
  })
})

/** A legacy store with two sessions of the project, a subagent's, and one of another project. */
async function createStore(home: string, project: string): Promise<string> {
  const storage = path.join(home, 'old', 'storage')
  const exported = JSON.parse(await fs.readFile(session, 'utf8'))
  const sessions = [
    {id: 'ses_1', title: 'The older one', directory: project, updated: 1000},
    {id: 'ses_2', title: 'The newer one', directory: project, updated: 2000},
    {id: 'ses_3', title: 'Subagent', directory: project, updated: 3000, parentID: 'ses_2'},
    {id: 'ses_4', title: 'Elsewhere', directory: home, updated: 4000},
  ]
  for (const {updated, ...info} of sessions) {
    const time = {created: updated, updated}
    const file = path.join(storage, 'session', 'global', `${info.id}.json`)
    await fs.outputJson(file, {...exported.info, ...info, projectID: 'global', time})
    for (const message of exported.messages.slice(0, 2)) {
      const id = `${message.info.id}_${info.id}`
      const messageFile = path.join(storage, 'message', info.id, `${id}.json`)
      await fs.outputJson(messageFile, {...message.info, id, sessionID: info.id})
      for (const part of message.parts) {
        const owner = {sessionID: info.id, messageID: id, id: `${part.id}_${info.id}`}
        await fs.outputJson(path.join(storage, 'part', id, `${owner.id}.json`), {...part, ...owner})
      }
    }
  }
  return path.dirname(storage)
}
