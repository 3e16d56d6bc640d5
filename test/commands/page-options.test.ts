import path from 'node:path'
import fs from 'fs-extra'
import {describe, expect, it} from 'vitest'
import {createWorld, session} from './run-command.js'

describe('options of the page', () => {
  it('reach the page, whichever command makes it', async () => {
    const {run, project} = await createWorld()
    await fs.writeFile(path.join(project, 'house.css'), '.sp-of-the-house{}')
    const page = ['--style', 'house.css', '--embed', '2', '--no-link-preview']
    const exported = await run('export', session, '-o', 'out', ...page)
    expect(exported).toMatchObject({status: 0, stderr: ''})
    const shared = await run('share', session, '--to', './public', '--yes', ...page)
    expect(shared).toMatchObject({status: 0, stderr: ''})
    const [id = ''] = await fs.readdir(path.join(project, 'public'))
    for (const folder of ['out', path.join('public', id)]) {
      for (const name of ['index.html', 'embed.html']) {
        const text = await fs.readFile(path.join(project, folder, name), 'utf8')
        expect(text).toContain('.sp-of-the-house{}</style>')
        expect(text).toContain('<title>A coding session</title>')
      }
    }
  })

  it.each([
    ['-1', ['t1']],
    ['2-', ['t2']],
    ['1-2', ['t1', 't2']],
  ])('`--embed %s` is a range, though it may look like an option', async (range, ids) => {
    const {run, project} = await createWorld()
    for (const given of [['--embed', range], [`--embed=${range}`]]) {
      expect(await run('export', session, '-o', 'out', ...given)).toMatchObject({status: 0})
      const page = await fs.readFile(path.join(project, 'out/embed.html'), 'utf8')
      expect(
        [...page.matchAll(/<article class="sp-turn" id="(t\d+)"/g)].map(([, one]) => one),
      ).toEqual(ids)
    }
  })

  it.each([
    ['--no-link-preview', 'A coding session'],
    ['--no-link-preview=true', 'A coding session'],
    ['--link-preview=false', 'A coding session'],
    ['--link-preview', 'Percentage discounts for the cart'],
    ['--no-link-preview=false', 'Percentage discounts for the cart'],
  ])('`%s` gives the head the title `%s`', async (option, title) => {
    const {run, project} = await createWorld()
    if (title !== 'A coding session') {
      await fs.writeFile(path.join(project, 'sessionpress.json'), '{"linkPreview": false}')
    }
    await run('export', session, '-o', 'one.html', option)
    const page = await fs.readFile(path.join(project, 'one.html'), 'utf8')
    expect(page).toContain(`<title>${title}</title>`)
  })

  it('say what is wrong with a style, and end with 1', async () => {
    const {run, project} = await createWorld()
    await fs.writeFile(path.join(project, 'house.css'), 'a{}</style>')
    const {status, stdout, stderr} = await run('export', session, '--style', 'house.css')
    expect(stderr).toBe(
      `error: The style \`${path.join(project, 'house.css')}\` line 1, holds \`</style\`. [STYLE_INVALID]\nhint: Write \`<\\/style\` where a string needs it, and give CSS alone.\n`,
    )
    expect({status, stdout}).toEqual({status: 1, stdout: ''})
  })

  it('warn of what a style asks for and does not get, and go on', async () => {
    const {run, project} = await createWorld()
    await fs.writeFile(path.join(project, 'house.css'), '@import "https://example.org/a.css";')
    const call = ['export', session, '-o', 'one.html', '--style', 'house.css']
    const {status, stderr} = await run(...call)
    expect(stderr).toMatch(/^warning: `house\.css` asks for `@import`: [^\n]*\n$/)
    expect(status).toBe(0)
    expect((await run(...call, '--quiet')).stderr).toBe('')
  })

  it('name the prompts there are, and end with 2', async () => {
    const {run} = await createWorld()
    const {status, stdout, stderr} = await run('share', session, '--to', './x', '--embed', '3-5')
    expect(stderr).toBe(
      'error: `--embed 3-5` names prompts that this session does not have [USAGE_INVALID]\nhint: Name some of its prompts 1 to 2, such as `--embed 1-2`.\n',
    )
    expect({status, stdout}).toEqual({status: 2, stdout: ''})
  })
})
