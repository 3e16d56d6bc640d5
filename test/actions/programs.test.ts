import {existsSync} from 'node:fs'
import {mkdir, readFile, rm, writeFile} from 'node:fs/promises'
import path from 'node:path'
import process from 'node:process'
import {pathToFileURL} from 'node:url'
import {describe, expect, it, vi} from 'vitest'
import {doctor} from '../../src/actions/doctor.js'
import type {ShareReview} from '../../src/actions/share.js'
import {status} from '../../src/actions/status.js'
import {targets} from '../../src/actions/targets.js'
import {unshare} from '../../src/actions/unshare.js'
import {prepareVersion, share} from './prepare-version.js'
import {makeWorld} from './world.js'

describe('a target that runs programs', () => {
  it('runs none before somebody agreed, though the file says that nothing is asked', async () => {
    const {options, ran, publicFolder} = await setup({confirm: false})
    const call = {...options, prepare: prepareVersion('a')}
    const unasked = share('ses_one', call)
    await expect(unasked).rejects.toMatchObject({
      code: 'REVIEW_NEEDED',
      message: expect.stringContaining('hook.mjs'),
    })
    const declined = share('ses_one', {...call, confirm: async () => false})
    await expect(declined).rejects.toMatchObject({code: 'REVIEW_NEEDED'})
    expect(await ran()).toEqual([])
    expect(existsSync(publicFolder)).toBe(false)
  })

  it('shows every word of them, and asks again after they changed', async () => {
    const {options, ran, configure, hook} = await setup()
    const confirm = vi.fn(async (_: ShareReview) => true)
    const call = {...options, confirm}
    await share('ses_one', {...call, prepare: prepareVersion('a')})
    await share('ses_one', {...call, prepare: prepareVersion('b')})
    expect(confirm).toHaveBeenCalledTimes(1)
    const quoted = `${process.execPath} ${hook} "with a space"`
    expect(confirm.mock.calls[0]?.[0].runs).toEqual([quoted, quoted])
    expect(await ran()).toEqual(['publish', 'publish'])

    const long = 'x'.repeat(500)
    await configure({words: [long]})
    const other = share('ses_one', {...options, prepare: prepareVersion('c')})
    await expect(other).rejects.toMatchObject({code: 'REVIEW_NEEDED'})
    expect(await ran()).toEqual(['publish', 'publish'])
    await share('ses_one', {...call, prepare: prepareVersion('c')})
    expect(confirm.mock.calls[1]?.[0].runs[0]).toContain(long)
    expect(await ran()).toHaveLength(3)
  })

  it('is not asked by those who only look before somebody agreed to what it runs', async () => {
    const {options, cwd} = await setup()
    const asked = path.join(cwd, 'asked')
    const example = path.resolve(import.meta.dirname, '../../docs/publish-to-folder.mjs')
    const script = `require('node:fs').appendFileSync(${JSON.stringify(asked)}, 'x')
      import(${JSON.stringify(pathToFileURL(example))})`
    const program = [process.execPath, '-e', script, 'publish-to-folder', path.join(cwd, 'served')]
    const configure = (run: string[]) =>
      writeFile(
        path.join(cwd, 'sessionpress.json'),
        JSON.stringify({
          targets: {site: {type: 'command', run, url: 'https://example.org/shares'}},
        }),
      )
    await configure(program)
    const {state, ...looking} = options
    const [said] = await targets(undefined, looking)
    expect(said?.checks).toMatchObject([
      {level: 'warning', message: expect.stringContaining('nobody has agreed yet')},
    ])
    expect(await doctor(options)).toMatchObject({problems: []})
    expect((await doctor({...options, fix: true, orphans: true})).notes.join()).toContain(
      'nobody has agreed yet',
    )
    expect(existsSync(asked)).toBe(false)

    const call = {...options, yes: true, prepare: prepareVersion('a')}
    expect(await share('ses_one', call)).toMatchObject({state: 'live'})
    const before = await readFile(asked, 'utf8')
    await doctor(options)
    expect((await readFile(asked, 'utf8')).length).toBeGreaterThan(before.length)
  })

  it('runs a hook that failed again, though nothing changed in the folder', async () => {
    const {options, ran, closed} = await setup()
    const call = {...options, yes: true, prepare: prepareVersion('a')}
    await writeFile(closed, '')
    const failure = await share('ses_one', call).catch((error) => error)
    expect(failure).toMatchObject({code: 'PUBLISH_PARTIAL'})
    expect(failure.message).toContain('the host is closed')
    expect(failure.message).toContain('may be incomplete')
    await rm(closed)
    expect(await share('ses_one', call)).toMatchObject({state: 'live'})
    expect(await ran()).toEqual(['publish', 'publish'])
  })

  it('does not count a share as removed whose hook failed', async () => {
    const {options, ran, closed} = await setup()
    await share('ses_one', {...options, yes: true, prepare: prepareVersion('a')})
    await writeFile(closed, '')
    const failure = await unshare(['ses_one'], options).catch((error) => error)
    expect(failure.message).toContain('the host is closed')
    expect(failure.message).toContain('still online')
    expect(await status('ses_one', options)).toMatchObject({state: 'removing'})
    await rm(closed)
    await unshare(['ses_one'], options)
    expect(await status('ses_one', options)).toMatchObject({state: 'removed'})
    expect(await ran()).toEqual(['publish', 'remove', 'remove'])
  })
})

/** A project whose only target has a hook, called by a path that starts from the configuration's folder. */
async function setup(configuration: object = {}) {
  const world = await makeWorld()
  const {cwd} = world
  await mkdir(path.join(cwd, 'below'))
  const [hook, log] = [path.join(cwd, 'hook.mjs'), path.join(cwd, 'log')]
  const closed = path.join(cwd, 'closed')
  await writeFile(
    hook,
    `import {appendFileSync, existsSync} from 'node:fs'
    const chunks = []
    for await (const chunk of process.stdin) chunks.push(chunk)
    const {event} = JSON.parse(Buffer.concat(chunks).toString())
    appendFileSync(${JSON.stringify(log)}, event + '\\n')
    if (existsSync(${JSON.stringify(closed)})) {
      console.error('the host is closed')
      process.exit(1)
    }`,
  )
  const configure = async ({words = ['with a space'], ...rest}: {words?: string[]} = {}) => {
    const program = [process.execPath, './hook.mjs', ...words]
    const target = {type: 'directory', path: 'site', hook: {publish: program, remove: program}}
    const file = path.join(cwd, 'sessionpress.json')
    await writeFile(file, JSON.stringify({...rest, targets: {site: target}}))
  }
  await configure(configuration)
  const ran = async () => (existsSync(log) ? (await readFile(log, 'utf8')).trim().split('\n') : [])
  const surroundings = {...world.options.surroundings, cwd: path.join(cwd, 'below')}
  const options = {...world.options, surroundings, to: 'site'}
  return {...world, options, hook, closed, ran, configure, publicFolder: path.join(cwd, 'site')}
}
