import {get} from 'node:http'
import os from 'node:os'
import path from 'node:path'
import {setTimeout} from 'node:timers/promises'
import fs from 'fs-extra'
import {describe, expect, it, onTestFinished, vi} from 'vitest'
import {exportSession, type PreviewOptions, preview} from '../../src/index.js'

const session = path.resolve(import.meta.dirname, '../../fixtures/sessions/feature/input.json')

describe('preview', () => {
  it('serves exactly the files of the bundle', async () => {
    const {url, title} = await open()
    const folder = path.join(await createFolder(), 'out')
    const {files} = await exportSession(session, {output: folder})
    for (const file of files) {
      const response = await fetch(new URL(file, url))
      expect(response.status, file).toBe(200)
      expect(Buffer.from(await response.arrayBuffer())).toEqual(
        await fs.readFile(path.join(folder, file)),
      )
    }
    const page = await (await fetch(url)).text()
    expect(page).toContain(title)
    expect((await fetch(new URL('none.html', url))).status).toBe(404)
  })

  it('says what each file is, and that nothing is to be kept', async () => {
    const {url} = await open()
    const {headers} = await fetch(url, {method: 'HEAD'})
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-type': 'text/html;charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-resource-policy': 'same-origin',
    })
    const type = async (file: string) =>
      (await fetch(new URL(file, url))).headers.get('content-type')
    expect(await type('session.md')).toBe('text/markdown;charset=utf-8')
    expect(await type('session.json')).toBe('application/json;charset=utf-8')
  })

  it('serves nothing outside the bundle', async () => {
    const {url} = await open()
    const {port} = new URL(url)
    const paths = ['/../package.json', '/%2e%2e/package.json', '/..%2fpackage.json', '//etc/passwd']
    for (const name of [...paths, '/%', '/%00', '/.', '/constructor', '/__proto__']) {
      expect(await statusOf(Number(port), name), name).toBe(404)
    }
    expect((await fetch(url, {method: 'POST', body: 'x'})).status).toBe(405)
  })

  it('answers to its own names only', async () => {
    const port = Number(new URL((await open()).url).port)
    expect(await statusOf(port, '/', `127.0.0.1:${port}`)).toBe(200)
    expect(await statusOf(port, '/', `localhost:${port}`)).toBe(200)
    for (const host of ['evil.example', `evil.example:${port}`, '127.0.0.1', 'localhost:1']) {
      expect(await statusOf(port, '/', host), host).toBe(421)
    }
  })

  it('takes the port that it is given, and says when that is in use', async () => {
    const {url} = await open()
    const port = Number(new URL(url).port)
    await expect(open({port})).rejects.toMatchObject({code: 'PREVIEW_PORT_TAKEN'})
  })

  it('leaves no temporary file and no server behind', async () => {
    const folder = await createFolder()
    vi.stubEnv('TMPDIR', folder)
    const running = await open()
    await running.close()
    vi.unstubAllEnvs()
    expect(await fs.readdir(folder)).toEqual([])
    await expect(fetch(running.url)).rejects.toThrow()
  })

  it('renders a session that changes again, and stays while it cannot be read', async () => {
    const file = path.join(await createFolder(), 'session.json')
    await fs.copy(session, file)
    const rendered: string[] = []
    const problems: unknown[] = []
    const {url, title} = await open(
      {
        watch: true,
        interval: 50,
        onRendered: (edition) => rendered.push(edition.title),
        onProblem: (error) => problems.push(error),
      },
      file,
    )
    const first = await (await fetch(url)).text()

    const content = await fs.readFile(file, 'utf8')
    await fs.writeFile(file, content.slice(0, 100))
    await vi.waitFor(() => expect(problems).not.toEqual([]), {timeout: 20_000})
    expect(await (await fetch(url)).text()).toBe(first)
    expect(rendered).toEqual([])

    const changed = JSON.parse(content)
    changed.info.title = 'Another title'
    await fs.writeFile(file, JSON.stringify(changed))
    await vi.waitFor(() => expect(rendered).toEqual(['Another title']), {timeout: 20_000})
    const second = await (await fetch(url)).text()
    expect(second).toContain('Another title')
    expect(second).not.toContain(title)
    await setTimeout(200)
    expect(rendered).toHaveLength(1)
  })

  it('shows a changed style, and serves the page to embed', async () => {
    const style = path.join(await createFolder(), 'house.css')
    await fs.writeFile(style, '.sp-first{}')
    const rendered: string[] = []
    const {url} = await open({
      style,
      embed: '2',
      watch: true,
      interval: 50,
      onRendered: (edition) => rendered.push(edition.title),
    })
    const embedded = async () => await (await fetch(new URL('embed.html', url))).text()
    expect(await embedded()).toContain('.sp-first{}</style>')
    await fs.writeFile(style, '.sp-second{}')
    await vi.waitFor(() => expect(rendered).toHaveLength(1), {timeout: 20_000})
    expect(await embedded()).toContain('.sp-second{}</style>')
  })

  it('cannot watch standard input', async () => {
    await expect(open({watch: true}, '-')).rejects.toMatchObject({code: 'USAGE_INVALID'})
  })
})

async function open(options: PreviewOptions = {}, file = session) {
  const running = await preview(file, options)
  onTestFinished(() => running.close())
  return running
}

async function createFolder(): Promise<string> {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'preview-'))
  onTestFinished(() => fs.remove(folder))
  return folder
}

/** `fetch` tidies paths and sets the host itself; this sends what it is told. */
function statusOf(port: number, name: string, host = `127.0.0.1:${port}`) {
  return new Promise<number | undefined>((resolve, reject) => {
    get({host: '127.0.0.1', port, path: name, headers: {host}}, (response) => {
      response.resume()
      resolve(response.statusCode)
    }).once('error', reject)
  })
}
