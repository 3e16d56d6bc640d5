import path from 'node:path'
import fs from 'fs-extra'
import {describe, expect, it, onTestFinished} from 'vitest'
import {doctor} from '../../src/actions/doctor.js'
import {list} from '../../src/actions/list.js'
import {unshare} from '../../src/actions/unshare.js'
import {createGitHost} from '../targets/git-host.js'
import {prepareVersion, share} from './prepare-version.js'
import {makeWorld} from './world.js'

const prepare = prepareVersion('a')

describe('a host that cannot be reached', () => {
  it('leaves no record of a share that never was', async () => {
    const {options, cwd} = await makeWorld()
    const dead = 'http://127.0.0.1:9/'
    const targets = {dead: {type: 'webdav', endpoint: dead, url: dead}}
    await fs.writeJson(path.join(cwd, 'sessionpress.json'), {targets})
    const call = share('ses_one', {...options, to: 'dead', yes: true, prepare})
    await expect(call).rejects.toMatchObject({
      code: 'TARGET_UNAVAILABLE',
      message: expect.stringMatching(/Nothing is online\.$/),
    })
    expect(await list({...options, all: true})).toEqual([])
  })
})

describe('a share that stays in the history of a branch', () => {
  async function shareBelowOthers() {
    const {options, cwd, warnings} = await makeWorld()
    const host = await createGitHost(onTestFinished)
    const configure = (more: object) => {
      const pages = {type: 'github-pages', remote: host.remote, url: 'http://127.0.0.1:9', ...more}
      return fs.writeJson(path.join(cwd, 'sessionpress.json'), {targets: {pages}})
    }
    await configure({})
    const {shareID} = await share('ses_one', {...options, to: 'pages', yes: true, prepare})
    host.commit('theirs.txt', 'theirs')
    const heldNow = () => [...host.everHeld().keys()].filter((file) => file.includes('s_'))
    return {options, warnings, host, configure, shareID, heldNow}
  }

  it('goes from there too once the configuration allows it', async () => {
    const {options, warnings, host, configure, shareID, heldNow} = await shareBelowOthers()
    const call = {...options, verify: false}
    await unshare(['ses_one'], call)
    expect(warnings.join()).toContain('"allowRewrite": true')
    expect(heldNow()).not.toEqual([])

    await unshare(['ses_one'], call)
    expect(warnings.at(-1)).toContain('was removed already')
    expect(heldNow()).not.toEqual([])

    await configure({allowRewrite: true})
    expect(await unshare(['ses_one'], call)).toMatchObject([{shareID, state: 'removed'}])
    expect(heldNow()).toEqual([])
    expect(host.files()).toEqual({'theirs.txt': 'theirs'})
  })

  it('goes from there when `doctor` ends a removal, once the configuration allows it', async () => {
    const {options, configure, shareID, heldNow} = await shareBelowOthers()
    const file = path.join(options.state, 'shares', `${shareID}.json`)
    await fs.writeJson(file, {...(await fs.readJson(file)), state: 'removing'})
    await configure({allowRewrite: true})
    const {problems} = await doctor({...options, fix: true})
    expect(problems.map(({kind}) => kind)).toContain('removal')
    expect(heldNow()).toEqual([])
  })
})

describe('without the ledger', () => {
  it('a second removal says that nothing of it lies there', async () => {
    const {options, state} = await makeWorld()
    const {shareID} = await share('ses_one', {...options, to: './public', yes: true, prepare})
    await fs.remove(path.join(state, 'shares'))
    const again = () => unshare([shareID ?? ''], {...options, to: './public'})
    expect(await again()).toMatchObject([{state: 'removed'}])
    await expect(again()).rejects.toMatchObject({
      code: 'SHARE_NOT_FOUND',
      message: expect.stringMatching(/^Nothing of `s_\w+` lies at/),
      hint: expect.stringContaining('If it was removed before, all is well'),
    })
  })
})

it('what was taken down is told where something else could not be', async () => {
  const {options, cwd} = await makeWorld()
  const shareOne = (session: string, to: string) =>
    share(session, {...options, to, yes: true, prepare})
  const {shareID} = await shareOne('ses_one', './public')
  await shareOne('ses_two', './other')
  await fs.remove(path.join(cwd, 'other'))
  await expect(unshare([], {...options, all: true})).rejects.toMatchObject({
    code: 'REMOVE_PARTIAL',
    message: expect.stringMatching(new RegExp(`Taken down: \`${shareID}\`\\.$`)),
  })
})
