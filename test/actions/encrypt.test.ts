import {readdir, readFile, stat, writeFile} from 'node:fs/promises'
import path from 'node:path'
import {describe, expect, it} from 'vitest'
import {list} from '../../src/actions/list.js'
import {status} from '../../src/actions/status.js'
import {unshare} from '../../src/actions/unshare.js'
import {folderTexts} from '../targets/folder-texts.js'
import {prepareVersion, share} from './prepare-version.js'
import {makeWorld} from './world.js'

const link = /^file:.*\/s_[0-9a-z]{26}\/index\.html#k=[\w-]{43}$/

describe('share, encrypted', () => {
  it('gives a link with the key, shows it to its owner, and keeps it', async () => {
    const {call, options, files} = await start()
    const first = await share('ses_one', {...call, prepare: prepareVersion('a')})
    expect(first.shareURL).toMatch(link)
    expect(first.encryption).toBe('link')
    expect(await status('ses_one', options)).toEqual(first)
    expect(await list(options)).toEqual([first])
    expect(await files()).toEqual(['.sessionpress', 'index.html'])

    // Nobody has to say it twice.
    const {encrypt: _, ...plainly} = call
    const second = await share('ses_one', {...plainly, prepare: prepareVersion('b')})
    expect(second.shareURL).toBe(first.shareURL)
    expect(second.encryption).toBe('link')
    expect(await files()).toEqual(['.sessionpress', 'index.html'])
  })

  it('puts the key nowhere but into the ledger, which only its owner can read', async () => {
    const {call, publicFolder, state} = await start()
    const {shareURL, shareID} = await share('ses_one', {...call, prepare: prepareVersion('a')})
    const key = shareURL?.split('#k=')[1] ?? ''
    expect(JSON.stringify(await folderTexts(publicFolder))).not.toContain(key)
    const file = path.join(state, 'shares', `${shareID}.json`)
    expect(JSON.parse(await readFile(file, 'utf8')).encryption).toEqual({
      key,
      hasPassphrase: false,
      plain: expect.stringMatching(/^[0-9a-f]{64}$/),
    })
    expect((await stat(file)).mode & 0o777).toBe(0o600)
  })

  it('uploads nothing when nothing changed, and mends what was lost', async () => {
    const {call, publicFolder, state, index} = await start()
    const again = {...call, prepare: prepareVersion('a')}
    const first = await share('ses_one', again)
    const before = [await folderTexts(publicFolder), await folderTexts(state)]
    expect(await share('ses_one', again)).toEqual(first)
    expect([await folderTexts(publicFolder), await folderTexts(state)]).toEqual(before)

    await writeFile(await index(), 'lost')
    await share('ses_one', again)
    expect(await readFile(await index(), 'utf8')).toContain('An encrypted coding session')
  })

  it('forgets the key with the share', async () => {
    const {call, options, state} = await start()
    const first = await share('ses_one', {...call, prepare: prepareVersion('a')})
    const [gone] = await unshare([first.shareURL ?? ''], options)
    expect(gone).toMatchObject({shareURL: null, state: 'removed'})
    expect(JSON.stringify(await folderTexts(state))).not.toContain(first.shareURL?.slice(-43))
    const next = await share('ses_one', {...call, prepare: prepareVersion('a')})
    expect(next.shareURL?.slice(-43)).not.toBe(first.shareURL?.slice(-43))
  })

  it('gives a new link a new key', async () => {
    const {call} = await start()
    const first = await share('ses_one', {...call, prepare: prepareVersion('a')})
    const {encrypt: _, ...plainly} = call
    const next = {...plainly, newLink: true, prepare: prepareVersion('a')}
    const second = await share('ses_one', next)
    expect(second.encryption).toBe('link')
    expect(second.shareURL?.slice(-43)).not.toBe(first.shareURL?.slice(-43))
  })

  it('is taken off only when that is said, and told', async () => {
    const {call, warnings} = await start()
    const first = await share('ses_one', {...call, prepare: prepareVersion('a')})
    const off = await share('ses_one', {...call, encrypt: false, prepare: prepareVersion('a')})
    expect(off.shareURL).toBe(first.shareURL?.replace(/#.*/, ''))
    expect(off.encryption).toBeUndefined()
    expect(warnings.join()).toContain('everybody who reaches its address')
  })

  it('warns where the share was open before, and keeps its address', async () => {
    const {call, warnings, files} = await start()
    const open = {...call, encrypt: false, prepare: prepareVersion('a')}
    const first = await share('ses_one', open)
    const second = await share('ses_one', {...call, prepare: prepareVersion('a')})
    expect(second.shareURL).toMatch(new RegExp(`^${first.shareURL}#k=`))
    expect(warnings.join()).toContain('`--new-link`')
    expect(await files()).toEqual(['.sessionpress', 'index.html'])
  })

  it('is what the configuration may ask for', async () => {
    const {call, cwd} = await start()
    await writeFile(path.join(cwd, 'sessionpress.json'), '{"encrypt": true}')
    const {encrypt: _, ...plainly} = call
    const shared = await share('ses_one', {...plainly, prepare: prepareVersion('a')})
    expect(shared.encryption).toBe('link')
  })

  it('is what a policy may demand, which nobody takes off', async () => {
    const {call, options, home} = await start()
    const file = path.join(home, 'policy.json')
    await writeFile(file, '{"encrypt": true}')
    const surroundings = {...options.surroundings, env: {SESSIONPRESS_POLICY: file}}
    const how = {...call, surroundings, prepare: prepareVersion('a')}
    const refused = {code: 'POLICY_REFUSED', hint: 'Leave `--no-encrypt` out.'}
    await expect(share('ses_one', {...how, encrypt: false})).rejects.toMatchObject(refused)
    const {encrypt: _, ...plainly} = how
    expect((await share('ses_one', plainly)).encryption).toBe('link')
    const warnings: string[] = []
    const onWarning = (warning: string) => warnings.push(warning)
    const again = share('ses_one', {...how, encrypt: false, onWarning})
    await expect(again).rejects.toMatchObject(refused)
    expect(warnings).toEqual([])
  })

  it('is told by a dry run, which makes no key', async () => {
    const {call, publicFolder} = await start()
    const how = {...call, dryRun: true, prepare: prepareVersion('a')}
    const planned = await share('ses_one', how)
    expect(planned).toMatchObject({shareURL: null, encryption: 'link'})
    expect(await share('ses_one', {...how, passphrase: true})).toMatchObject({
      encryption: 'passphrase',
    })
    expect(await readdir(publicFolder)).toEqual([])
  })

  it('has no page to embed', async () => {
    const {call} = await start()
    const shared = share('ses_one', {...call, embed: '1', prepare: prepareVersion('a')})
    await expect(shared).rejects.toMatchObject({code: 'USAGE_INVALID'})
  })
})

describe('share with a passphrase', () => {
  it('takes it from the call, the environment or a person, in this order', async () => {
    const {call, options} = await start()
    const asked: string[] = []
    const askPassphrase = async () => {
      asked.push('asked')
      return 'one'
    }
    const how = {...call, askPassphrase, prepare: prepareVersion('a')}
    const first = await share('ses_one', {...how, passphrase: true})
    expect(first.encryption).toBe('passphrase')
    expect(asked).toEqual(['asked'])

    const env = {SESSIONPRESS_PASSPHRASE: 'one'}
    const surroundings = {...options.surroundings, env}
    // All are the same, and so is the share.
    expect(await share('ses_one', {...how, passphrase: 'one'})).toEqual(first)
    expect(await share('ses_one', {...how, surroundings})).toEqual(first)
    expect(asked).toEqual(['asked'])
  })

  it('implies encryption, and is needed again at each update', async () => {
    const {call, index} = await start()
    const {encrypt: _, ...plainly} = call
    const how = {...plainly, prepare: prepareVersion('a')}
    const first = await share('ses_one', {...how, passphrase: 'one'})
    const before = await readFile(await index(), 'utf8')
    const surroundings = {...how.surroundings, env: {SESSIONPRESS_PASSPHRASE: ''}}
    const empty = share('ses_one', {...how, surroundings})
    await expect(empty).rejects.toMatchObject({code: 'PASSPHRASE_NEEDED'})
    await expect(share('ses_one', how)).rejects.toMatchObject({code: 'PASSPHRASE_NEEDED'})
    expect(await readFile(await index(), 'utf8')).toBe(before)

    const second = await share('ses_one', {...how, passphrase: 'two'})
    expect(second.shareURL).toBe(first.shareURL)
    expect(await readFile(await index(), 'utf8')).not.toBe(before)
    const third = await share('ses_one', {...how, passphrase: false})
    expect(third.encryption).toBe('link')
  })

  it('leaves nothing of it in the ledger', async () => {
    const {call, state} = await start()
    const passphrase = 'correct horse battery'
    await share('ses_one', {...call, passphrase, prepare: prepareVersion('a')})
    expect(JSON.stringify(await folderTexts(state))).not.toContain('horse')
  })

  it('excludes a share that everybody can read', async () => {
    const {call} = await start()
    const how = {...call, encrypt: false, passphrase: 'one', prepare: prepareVersion('a')}
    await expect(share('ses_one', how)).rejects.toMatchObject({code: 'USAGE_INVALID'})
  })
})

async function start() {
  const world = await makeWorld()
  const {options, publicFolder} = world
  const call = {...options, to: 'public', yes: true, encrypt: true}
  const folder = async () => path.join(publicFolder, (await readdir(publicFolder))[0] ?? '')
  return {
    ...world,
    call,
    files: async () => (await readdir(await folder())).sort(),
    index: async () => path.join(await folder(), 'index.html'),
  }
}
