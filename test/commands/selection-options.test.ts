import path from 'node:path'
import fs from 'fs-extra'
import {describe, expect, it} from 'vitest'
import {createWorld, session} from './run-command.js'

describe('what stays at home', () => {
  it('is said on page, Markdown and embed, whichever command makes them', async () => {
    const {run, project} = await createWorld()
    const selection = ['--exclude', 'reasoning,cost', '--drop-turn', '1', '--embed', '2']
    expect(await run('export', session, '-o', 'out', ...selection)).toMatchObject({status: 0})
    const shared = await run('share', session, '--to', './public', '--yes', ...selection)
    expect(shared).toMatchObject({status: 0})
    const [id = ''] = await fs.readdir(path.join(project, 'public'))
    for (const folder of ['out', path.join('public', id)]) {
      for (const name of ['index.html', 'session.md', 'embed.html']) {
        const text = await fs.readFile(path.join(project, folder, name), 'utf8')
        expect(text).toMatch(/Left out by the author: prompt 1,.* cost and tokens\./)
        if (name !== 'embed.html') expect(text).toContain('Prompt 1 was left out.')
        expect(text).not.toContain('Add percentage discounts')
      }
      const page = await fs.readFile(path.join(project, folder, 'index.html'), 'utf8')
      expect(
        [...page.matchAll(/<article class="sp-turn" id="(\w+)"/g)].map(([, one]) => one),
      ).toEqual(['t2'])
      expect(page).not.toMatch(/<dt>(?:Cost|Tokens)/)
    }
  })

  it('becomes more by the command line, and never less', async () => {
    const {run, project} = await createWorld()
    await fs.writeJson(path.join(project, 'sessionpress.json'), {
      ...{exclude: ['cost'], toolOutputLines: 1, fromTurn: 2},
    })
    const options = ['--exclude', 'todos', '--from-turn', '1']
    expect(await run('export', session, '-o', 'out', ...options)).toMatchObject({status: 0})
    const page = await fs.readFile(path.join(project, 'out/session.md'), 'utf8')
    expect(page).toMatch(
      /> Left out by the author: \d+ lines of output, todo lists.*, cost and tokens\./,
    )
    expect(page).toContain('## Prompt 1\n')
    expect(page).toMatch(/\[… \d+ more lines left out\]/)
  })

  it.each([
    '--exclude reasoning,cost --drop-turn 1',
    '--exclude reasoning --exclude=cost --dropTurn=1',
    '--exclude=cost --drop-turn 1 --exclude reasoning',
  ])('is all that a list names, in one piece or several: %s', async (options) => {
    const {run, project} = await createWorld()
    const exported = await run('export', session, '-o', 'out', ...options.split(' '))
    expect(exported).toMatchObject({status: 0})
    const page = await fs.readFile(path.join(project, 'out/session.md'), 'utf8')
    expect(page).toMatch(/Left out by the author: prompt 1, reasoning.* cost and tokens\./)
  })

  it('counts the last of several numbers, and not their sum', async () => {
    const {run} = await createWorld()
    const call = ['export', session, '-o', 'out', '--from-turn', '7', '--fromTurn=2']
    expect(await run(...call, '--to-turn', '9', '--to-turn', '1')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('error: `--from-turn 2` comes after `--to-turn 1`'),
    })
  })

  it.each([
    [['--from-turn', '9'], '`--from-turn 9` names a prompt', 'prompts 1 to 2'],
    [['--drop-turn', '1,2'], 'The selection leaves no turn', 'prompts 1 to 2'],
    [['--drop-turn', '1', '--drop-turn', '-1'], '`--drop-turn` takes a whole', '--drop-turn 3'],
    [['--exclude', 'cost', '--exclude', ''], '`--exclude` is empty', 'leave it out'],
    [['--drop-turn', '1', '--drop-turn', '2'], 'The selection leaves no turn', 'prompts 1 to 2'],
    [['--from-turn', '2', '--to-turn', '1'], '`--from-turn 2` comes after', 'first turn'],
    [
      ['--drop-turn', '2', '--embed', '1-2', '--to-turn', '1'],
      '`--embed 1-2` names prompts',
      'prompt',
    ],
  ])('%j is refused with 2', async (options, message, hint) => {
    const {run, project} = await createWorld()
    const {status, stderr} = await run('export', session, '-o', 'out', ...options)
    expect(stderr).toContain(`error: ${message}`)
    expect(stderr.split('\nhint: ')[1]).toContain(hint)
    expect(status).toBe(2)
    expect(await fs.pathExists(path.join(project, 'out'))).toBe(false)
  })
})
