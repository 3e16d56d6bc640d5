import {mkdir, readdir, readFile, rm, writeFile} from 'node:fs/promises'
import path from 'node:path'
import {fileURLToPath} from 'node:url'
import {describe, expect, it, vi} from 'vitest'
import {list} from '../../src/actions/list.js'
import type {ShareReview} from '../../src/actions/share.js'
import {status} from '../../src/actions/status.js'
import {folderTexts} from '../targets/folder-texts.js'
import {prepareVersion, share} from './prepare-version.js'
import {makeWorld} from './world.js'

describe('share', () => {
  it('publishes, records, and gives the URL', async () => {
    const {options, publicFolder, state} = await makeWorld()
    const shared = await share('ses_one', {
      ...options,
      to: './public',
      yes: true,
      prepare: prepareVersion('a'),
    })
    expect(shared).toEqual({
      shareID: expect.stringMatching(/^s_[0-9a-z]{26}$/),
      shareURL: expect.stringMatching(/^file:.*\/index\.html$/),
      sessionID: 'ses_one',
      title: 'Title a',
      target: publicFolder,
      state: 'live',
      createdAt: '2026-01-01T00:00:00.000Z',
      updatedAt: '2026-01-01T00:00:00.000Z',
      expiresAt: null,
      findings: [{rule: 'github-token', number: 1, count: 2}],
    })
    const page = await readFile(fileURLToPath(shared.shareURL ?? ''), 'utf8')
    expect(page).toContain(`a ${shared.shareID}`)
    expect(await status('ses_one', options)).toEqual(shared)
    expect(await list(options)).toEqual([shared])
    expect(await readdir(path.join(state, 'locks'))).toEqual([])
  })

  it('updates in place, with the same id and URL, and without leftovers', async () => {
    const {options, publicFolder} = await makeWorld()
    const call = {...options, to: 'public', yes: true}
    const first = await share('ses_one', {...call, prepare: prepareVersion('a')})
    const second = await share('ses_one', {...call, prepare: prepareVersion('b')})
    expect(second).toEqual({...first, title: 'Title b', updatedAt: '2026-01-01T00:01:00.000Z'})
    expect((await readdir(path.join(publicFolder, first.shareID ?? ''))).sort()).toEqual([
      '.sessionpress',
      'index.html',
      'page-b000000000000000.html',
      'session.md',
    ])
    expect(await readdir(publicFolder)).toEqual([first.shareID])
  })

  it('writes nothing when nothing changed, and mends what was lost meanwhile', async () => {
    const {options, publicFolder, state} = await makeWorld()
    const call = {...options, to: 'public', yes: true, prepare: prepareVersion('a')}
    const first = await share('ses_one', call)
    const before = await folderTexts(state)
    expect(await share('ses_one', call)).toEqual(first)
    expect(await folderTexts(state)).toEqual(before)

    const texts = await folderTexts(publicFolder)
    await rm(path.join(publicFolder, first.shareID ?? '', 'session.md'))
    await share('ses_one', call)
    expect(await folderTexts(publicFolder)).toEqual(texts)
  })

  it('keeps sessions and targets apart', async () => {
    const {options, cwd} = await makeWorld()
    const call = {...options, yes: true, prepare: prepareVersion('a')}
    const ids = [
      (await share('ses_one', {...call, to: 'public'})).shareID,
      (await share('ses_two', {...call, to: 'public'})).shareID,
      (await share('ses_one', {...call, to: './other'})).shareID,
    ]
    expect(new Set(ids).size).toBe(3)
    expect(await readdir(path.join(cwd, 'other'))).toEqual([ids[2]])
    expect((await list(options)).map(({shareID}) => shareID)).toEqual(ids)
  })

  it('makes a new link, and takes the old one down once the new one is live', async () => {
    const {options, publicFolder} = await makeWorld()
    const call = {...options, to: 'public', yes: true, prepare: prepareVersion('a')}
    const first = await share('ses_one', call)
    const second = await share('ses_one', {...call, newLink: true})
    expect(second.shareID).not.toBe(first.shareID)
    expect(await readdir(publicFolder)).toEqual([second.shareID])
    expect(await list({...options, all: true})).toMatchObject([
      {shareID: first.shareID, state: 'removed', shareURL: null, title: null},
      {shareID: second.shareID, state: 'live'},
    ])
    expect(await share('ses_one', call)).toMatchObject({shareID: second.shareID})
  })

  it('does everything but write with `dryRun`', async () => {
    const {options, publicFolder, home} = await makeWorld()
    const call = {...options, to: 'public', prepare: prepareVersion('a')}
    expect(await share('ses_one', {...call, dryRun: true})).toMatchObject({
      shareID: null,
      shareURL: null,
      state: 'none',
      title: 'Title a',
      target: publicFolder,
    })
    expect(await readdir(publicFolder)).toEqual([])
    expect(await readdir(home)).toEqual(['project'])

    const shared = await share('ses_one', {...call, yes: true})
    const next = {...call, prepare: prepareVersion('b'), dryRun: true}
    expect(await share('ses_one', next)).toEqual(shared)
    expect(await status('ses_one', options)).toEqual(shared)
  })

  it('lets go of what was prepared, also after a failure', async () => {
    const {options} = await makeWorld()
    const dispose = vi.fn(async () => {})
    const prepare = prepareVersion('a', {dispose})
    await share('ses_one', {...options, to: 'public', yes: true, prepare})
    await expect(share('ses_two', {...options, to: 'public', prepare})).rejects.toThrow()
    expect(dispose).toHaveBeenCalledTimes(2)
    await share('ses_two', {...options, to: 'public', yes: true, prepare})
  })

  describe('review', () => {
    it('needs somebody who agrees', async () => {
      const {options, publicFolder, state} = await makeWorld()
      const call = {...options, to: 'public', prepare: prepareVersion('a')}
      const code = 'REVIEW_NEEDED'
      await expect(share('ses_one', call)).rejects.toMatchObject({
        code,
        hint: expect.stringMatching(/--yes/),
      })
      const declined = share('ses_one', {...call, confirm: async () => false})
      await expect(declined).rejects.toMatchObject({code})
      expect(await readdir(publicFolder)).toEqual([])
      expect(await readdir(path.join(state, 'locks'))).toEqual([])
      expect(await list(options)).toEqual([])
    })

    it('asks once a session and target, and shows what becomes public', async () => {
      const {options, publicFolder} = await makeWorld()
      const confirm = vi.fn(async (_: ShareReview) => true)
      const call = {...options, to: 'public', confirm}
      const {shareURL} = await share('ses_one', {...call, prepare: prepareVersion('a')})
      await share('ses_one', {...call, prepare: prepareVersion('b')})
      await share('ses_one', {...call, prepare: prepareVersion('b'), newLink: true})
      expect(confirm).toHaveBeenCalledTimes(1)
      expect(confirm.mock.calls[0]?.[0]).toMatchObject({
        sessionID: 'ses_one',
        title: 'Title a',
        target: publicFolder,
        url: shareURL,
        counts: {messages: 1},
        bytes: expect.any(Number),
      })
      await share('ses_two', {...call, prepare: prepareVersion('a')})
      expect(confirm).toHaveBeenCalledTimes(2)
    })

    it('does not ask where the configuration says so', async () => {
      const {options, cwd} = await makeWorld()
      await writeFile(path.join(cwd, 'sessionpress.json'), '{"confirm": false}')
      await share('ses_one', {...options, to: 'public', prepare: prepareVersion('a')})
    })
  })

  describe('policy', () => {
    it('refuses where sharing is disabled, before anything is read', async () => {
      const {options, cwd} = await makeWorld()
      await writeFile(path.join(cwd, 'opencode.json'), '{"share": "disabled"}')
      const prepare = vi.fn(prepareVersion('a'))
      const refused = share('ses_one', {...options, to: 'public', yes: true, prepare})
      await expect(refused).rejects.toMatchObject({
        code: 'SHARE_DISABLED',
        message: expect.stringContaining(path.join(cwd, 'opencode.json')),
      })
      expect(prepare).not.toHaveBeenCalled()
    })

    it.each(['opencode.json', 'sessionpress.json'])(
      'obeys %s of the project that the session is from',
      async (file) => {
        const {options, home, publicFolder} = await makeWorld()
        const directory = path.join(home, 'elsewhere')
        await mkdir(directory)
        await writeFile(path.join(directory, file), '{"share": "disabled"}')
        const prepare = prepareVersion('a', {directory})
        const refused = share('ses_one', {...options, to: 'public', yes: true, prepare})
        await expect(refused).rejects.toMatchObject({code: 'SHARE_DISABLED'})
        expect(await readdir(publicFolder)).toEqual([])
      },
    )
  })

  describe('target', () => {
    const targets =
      '"targets": {"web": {"type": "directory", "path": "site", "url": "https://x.org"}, "desk": {"type": "directory", "path": "public"}}'

    it('takes the default target, a named one, or a folder', async () => {
      const {options, cwd} = await makeWorld()
      await writeFile(path.join(cwd, 'sessionpress.json'), `{${targets}, "target": "web"}`)
      const call = {...options, yes: true, prepare: prepareVersion('a')}
      const first = await share('ses_one', call)
      expect(first).toMatchObject({target: 'web', shareURL: `https://x.org/${first.shareID}/`})
      const desk = await share('ses_one', {...call, to: 'desk'})
      expect(desk).toMatchObject({target: 'desk'})
      // The same folder by another name is the same place.
      expect(await share('ses_one', {...call, to: './public'})).toMatchObject({
        shareID: desk.shareID,
      })
      expect(await share('ses_two', {...call, to: './new/folder'})).toMatchObject({
        target: path.join(cwd, 'new/folder'),
      })
      expect(await share('ses_two', {...call, to: '~/x'})).toMatchObject({
        target: path.join(options.surroundings.home ?? '', 'x'),
      })
    })

    it('names the nearest target', async () => {
      const {options, cwd} = await makeWorld()
      await writeFile(path.join(cwd, 'sessionpress.json'), `{${targets}}`)
      const call = {...options, yes: true, prepare: prepareVersion('a')}
      const code = 'TARGET_UNKNOWN'
      await expect(share('s', {...call, to: 'wbe'})).rejects.toMatchObject({
        code,
        hint: expect.stringMatching(/--to web/),
      })
      await expect(share('s', {...call, to: 'nowhere'})).rejects.toMatchObject({
        code,
        hint: expect.stringMatching(/--to \.\/nowhere/),
      })
    })

    it('says the line that would have worked when there is none, or asks', async () => {
      const {options, cwd, publicFolder} = await makeWorld()
      const call = {...options, yes: true, prepare: prepareVersion('a')}
      const code = 'TARGET_UNCONFIGURED'
      const hint = 'Run `sessionpress share ses_one --to ./public`.'
      await expect(share('ses_one', call)).rejects.toMatchObject({code, hint})
      await expect(share(undefined, call)).rejects.toMatchObject({
        hint: 'Run `sessionpress share --to ./public`.',
      })
      const chooseTarget = vi.fn(async () => './public')
      expect(await share('ses_one', {...call, chooseTarget})).toMatchObject({target: publicFolder})
      expect(chooseTarget).toHaveBeenCalledWith([])

      await writeFile(path.join(cwd, 'sessionpress.json'), `{${targets}}`)
      await expect(share('ses_one', call)).rejects.toMatchObject({
        code,
        hint: expect.stringMatching(/--to web/),
      })
    })

    it('moves to the address that the configuration gives now, under the same id', async () => {
      const {options, cwd} = await makeWorld()
      const call = {...options, yes: true, prepare: prepareVersion('a')}
      const {shareID} = await share('ses_one', {...call, to: 'public'})
      const text =
        '{"targets": {"web": {"type": "directory", "path": "public", "url": "https://x.org"}}}'
      await writeFile(path.join(cwd, 'sessionpress.json'), text)
      expect(await share('ses_one', call)).toMatchObject({
        shareID,
        shareURL: `https://x.org/${shareID}/`,
        target: 'web',
      })
    })
  })

  describe('failure', () => {
    it('leaves no record where the folder lies below a file', async () => {
      const {cwd, options} = await makeWorld()
      await writeFile(path.join(cwd, 'afile'), 'mine')
      const call = {...options, to: './afile/x', yes: true, prepare: prepareVersion('a')}
      await expect(share('ses_one', call)).rejects.toMatchObject({
        code: 'TARGET_UNAVAILABLE',
        message: expect.stringContaining('Nothing is online.'),
      })
      expect(await list({...options, all: true})).toEqual([])
    })

    it('leaves no record of a first publish that left nothing', async () => {
      const {options, cwd} = await makeWorld()
      await writeFile(path.join(cwd, 'file'), '')
      const call = {...options, yes: true, prepare: prepareVersion('a')}
      await expect(share('ses_one', {...call, to: './file'})).rejects.toMatchObject({
        code: 'TARGET_UNAVAILABLE',
      })
      expect(await status('ses_one', options)).toMatchObject({state: 'none', shareID: null})
    })

    it('goes back to the earlier version, and says that it is online', async () => {
      const {options, publicFolder} = await makeWorld()
      const call = {...options, to: 'public', yes: true}
      const first = await share('ses_one', {...call, prepare: prepareVersion('a')})
      const before = await folderTexts(publicFolder)
      // Something foreign lies where the update wants to put a page.
      const foreign = path.join(publicFolder, first.shareID ?? '', 'page-b000000000000000.html')
      await writeFile(foreign, 'theirs')
      await expect(share('ses_one', {...call, prepare: prepareVersion('b')})).rejects.toMatchObject(
        {
          code: 'TARGET_PATH_TAKEN',
          message: expect.stringContaining(`still online at ${first.shareURL}`),
        },
      )
      expect(await status('ses_one', options)).toEqual(first)
      await rm(foreign)
      expect(await folderTexts(publicFolder)).toEqual(before)
      await share('ses_one', {...call, prepare: prepareVersion('b')})
    })

    it('publishes nothing when the intent cannot be recorded', async () => {
      const {options, publicFolder, state} = await makeWorld()
      const call = {...options, to: 'public', yes: true}
      const {shareID} = await share('ses_one', {...call, prepare: prepareVersion('a')})
      const before = await folderTexts(publicFolder)
      await mkdir(path.join(state, 'shares', `.${shareID}.json.partial`))
      await expect(share('ses_one', {...call, prepare: prepareVersion('b')})).rejects.toMatchObject(
        {
          code: 'LEDGER_UNWRITABLE',
        },
      )
      expect(await folderTexts(publicFolder)).toEqual(before)
    })
  })

  it('gives one id to processes that share one session at once', async () => {
    const {options, publicFolder} = await makeWorld()
    const call = {...options, to: 'public', yes: true}
    const shared = await Promise.all(
      ['a', 'b', 'c', 'd'].map((version) =>
        share('ses_one', {...call, prepare: prepareVersion(version)}),
      ),
    )
    expect(new Set(shared.map(({shareID}) => shareID)).size).toBe(1)
    expect(await readdir(publicFolder)).toEqual([shared[0]?.shareID])
  })
})
