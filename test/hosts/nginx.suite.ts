import path from 'node:path'
import fs from 'fs-extra'
import {describe, expect, it, onTestFinished} from 'vitest'
import {createWorld, session, type World} from '../commands/run-command.js'
import {type Nginx, type NginxOptions, startNginx} from './nginx.js'

const publish = ['share', session, '--yes']

describe('a folder that nginx serves', () => {
  it('has the page at its address, and answers 404 after unshare', async () => {
    const {world, url} = await setup()
    const shared = await world.run(...publish)
    expect(shared).toMatchObject({status: 0, stderr: ''})
    const page = shared.stdout.trim()
    expect(page).toMatch(new RegExp(`^${url}/s_[0-9a-z]{26}/$`))
    for (const address of [page, `${page}index.html`]) {
      expect(await (await fetch(address)).text()).toContain('name="generator"')
    }
    expect((await world.run('status', page, '--check')).stdout).toMatch(/^online +yes$/m)

    expect(await world.run('unshare', page)).toMatchObject({status: 0})
    for (const address of [page, `${page}index.html`, `${page}session.md`]) {
      expect((await fetch(address)).status).toBe(404)
    }
    expect((await world.run('list', '--all', '--check')).stdout).toMatch(/\tremoved\t.*\tno\n$/)
  })

  it.each([
    ['410', 'error_page 404 =410 /gone.html;'],
    ['403 for what is not there', 'error_page 404 =403 /gone.html;'],
  ])('is believed when it answers %s', async (_, rules) => {
    const {world} = await setup({rules})
    const shared = await world.run(...publish)
    expect(await world.run('unshare', shared.stdout.trim())).toMatchObject({status: 0})
  })

  it('is not believed when it answers 403 while files are there', async () => {
    const {world, nginx} = await setup({rules: 'deny all;'})
    const shared = await world.run(...publish)
    expect(shared.status).toBe(0)
    expect(shared.stderr).toMatch(/could not be asked: it answers 403/)
    const page = shared.stdout.trim()
    const [id = ''] = await fs.readdir(nginx.folder)
    const file = path.join(nginx.folder, id, 'index.html')
    await fs.remove(file)
    await fs.ensureDir(file)
    const removal = await world.run('unshare', page)
    expect(removal.status).toBe(1)
    expect(removal.stderr).toContain(`The page is still online at ${page}`)
    expect((await world.run('status', page)).stdout).toMatch(/^state +removing$/m)
  })
})

describe('a cache in front of it', () => {
  it('is told by its name and time until it forgets, and the share stays `removing`', async () => {
    const {world, nginx} = await setup({}, 'cachedUrl')
    const page = (await world.run(...publish)).stdout.trim()
    for (const address of [page, `${page}session.md`]) await (await fetch(address)).text()

    const removal = await world.run('unshare', page)
    expect(removal).toMatchObject({status: 7, stdout: ''})
    expect(removal.stderr).toMatch(/still answers 200 \(server: nginx\S*, cache: HIT\)/)
    expect(removal.stderr).toMatch(/So do \S+\/session\.md\. Caches may serve it until 20\d\d-/)
    const status = JSON.parse((await world.run('status', page, '--check', '--json')).stdout)
    expect(status).toMatchObject({state: 'removing', online: true})
    expect(status.check).toContain('still answers 200')
    expect(await fs.readdir(nginx.folder)).toEqual([])

    await nginx.purge()
    const again = await world.run('unshare', page)
    expect(again.status).toBe(0)
    expect((await world.run('list', '--all')).stdout).toContain('\tremoved\t')
  })

  it('is told while it has only the Markdown twin', async () => {
    const {world} = await setup({}, 'cachedUrl')
    const page = (await world.run(...publish)).stdout.trim()
    // The page was asked for behind a question mark, which is another entry.
    await (await fetch(`${page}session.md`)).text()
    const removal = await world.run('unshare', page)
    expect(removal.status).toBe(7)
    expect(removal.stderr).toContain(`${page}session.md still answers 200`)
  })

  it('is waited for with --wait', async () => {
    const {world} = await setup({maxAge: 2}, 'cachedUrl')
    const page = (await world.run(...publish)).stdout.trim()
    await (await fetch(page)).text()
    expect(await world.run('unshare', page, '--wait')).toMatchObject({status: 0})
    expect((await fetch(page)).status).toBe(404)
  })

  it('is told after an update that it does not know yet', async () => {
    const {world} = await setup({}, 'cachedUrl')
    const page = (await world.run(...publish)).stdout.trim()
    await (await fetch(page)).text()
    const update = await world.run(...publish, '--title', 'Another title')
    expect(update).toMatchObject({status: 0, stdout: `${page}\n`})
    expect(update.stderr).toMatch(/visitors may not get it yet\. \S+ serves another version/)
    expect((await world.run('list', '--check')).stdout).toMatch(/\tother version\n$/)
  })
})

async function setup(
  options: NginxOptions = {},
  served: 'url' | 'cachedUrl' = 'url',
): Promise<{world: World; nginx: Nginx; url: string}> {
  const world = await createWorld()
  const nginx = await startNginx(options)
  onTestFinished(() => nginx.stop())
  const {[served]: url, folder} = nginx
  await fs.writeJson(path.join(world.project, 'sessionpress.json'), {
    target: 'site',
    targets: {site: {type: 'directory', path: folder, url}},
  })
  return {world, nginx, url}
}
