import {writeFile} from 'node:fs/promises'
import path from 'node:path'
import {describe, expect, it} from 'vitest'
import {claimShare} from '../../src/actions/claim.js'
import {publishPrepared} from '../../src/actions/publish-prepared.js'
import {resolveSurroundings} from '../../src/actions/surroundings.js'
import {openLedger} from '../../src/ledger/ledger.js'
import {directory} from '../../src/targets/directory.js'
import {prepareVersion} from './prepare-version.js'
import {makeWorld} from './world.js'

describe('share to a host that keeps a history', () => {
  it('warns before the first publication there, and never again', async () => {
    const {publish, warnings} = await setup()
    await publish('ses_one')
    expect(warnings).toEqual([expect.stringMatching(/`pages` keeps a history.*`--encrypt`/)])
    await publish('ses_one', {version: 'b'})
    await publish('ses_two')
    expect(warnings).toHaveLength(1)
  })

  it('warns in a dry run, and not where it is encrypted', async () => {
    const {publish, warnings} = await setup()
    await publish('ses_one', {encrypt: true})
    expect(warnings).toEqual([])
    const other = await setup()
    await other.publish('ses_one', {dryRun: true})
    expect(other.warnings).toHaveLength(1)
  })

  it('encrypts where a file asks for that there', async () => {
    const {cwd, publish, warnings} = await setup()
    await writeFile(path.join(cwd, 'sessionpress.json'), '{"encrypt": "where-history-stays"}')
    expect(await publish('ses_one')).toMatchObject({encryption: 'link'})
    expect(await publish('ses_two', {encrypt: false})).not.toHaveProperty('encryption')
    expect(warnings).toEqual([])
    const plain = await publish('ses_three', {keepsHistory: false})
    expect(plain).not.toHaveProperty('encryption')
  })
})

interface Change {
  version?: string
  encrypt?: boolean
  dryRun?: boolean
  keepsHistory?: boolean
}

/** A folder that says of itself that it keeps a history. */
async function setup() {
  const world = await makeWorld()
  const surroundings = resolveSurroundings(world.options.surroundings)
  const ledger = openLedger(world.state)
  const {onWarning} = world.options
  return {
    ...world,
    async publish(sessionID: string, change: Change = {}) {
      const {version = 'a', dryRun = false, keepsHistory = true, ...choice} = change
      const options = {path: path.join(world.publicFolder, keepsHistory ? 'pages' : 'plain')}
      const plain = directory(options)
      const target = {...plain, abilities: {...plain.abilities, keepsHistory}}
      const destination = {name: 'pages', type: 'directory', options, target}
      const known = {ledger, destination, newLink: false, isDryRun: dryRun, onWarning}
      const claim = await claimShare({...known, sessionID})
      try {
        const prepared = await prepareVersion(version)(sessionID, {
          surroundings,
          shareID: claim.shareID,
        })
        const how = {...known, session: sessionID, surroundings, yes: true, dryRun, ...choice}
        return await publishPrepared(prepared, claim, how)
      } finally {
        await claim.release()
      }
    },
  }
}
