import {writeFile} from 'node:fs/promises'
import path from 'node:path'
import {expect, it} from 'vitest'
import {list} from '../../src/actions/list.js'
import {prepareVersion, share} from './prepare-version.js'
import {makeWorld} from './world.js'

it.each(['', 'state', 'state/deep', 'public', 'public/', 'public/deep/er'])(
  'refuses a state at the prefix `%s` where targets publish, and asks nobody for that',
  async (prefix) => {
    const {options, cwd} = await makeWorld()
    const targets = {
      site: {type: 's3', bucket: 'one-bucket', prefix: 'public/deep', url: 'https://x.example'},
      other: {
        type: 's3',
        bucket: 'one-bucket',
        prefix: '/state/deep/er/',
        url: 'https://x.example',
      },
    }
    await writeFile(path.join(cwd, 'sessionpress.json'), JSON.stringify({targets}))
    const world = {...options, state: `s3://one-bucket/${prefix}?endpoint=http://127.0.0.1:9`}
    const refused = {
      code: 'LEDGER_PUBLIC',
      message: expect.stringContaining(prefix.startsWith('state') ? '`other`' : '`site`'),
    }
    await expect(list(world)).rejects.toMatchObject(refused)
    const to = path.join(cwd, 'public')
    await expect(
      share('ses_one', {...world, to, yes: true, prepare: prepareVersion('a')}),
    ).rejects.toMatchObject(refused)
  },
)

it('says that nobody answers there, and never with what credentials', async () => {
  const {options} = await makeWorld()
  const env = {
    AWS_ACCESS_KEY_ID: 'FAKE',
    AWS_SECRET_ACCESS_KEY: 'FAKESECRET',
    AWS_MAX_ATTEMPTS: '1',
  }
  const surroundings = {...options.surroundings, env}
  const state = 's3://one-bucket/state?endpoint=http://127.0.0.1:9&pathStyle=true'
  const failure = list({surroundings, state})
  await expect(failure).rejects.toMatchObject({
    code: 'LEDGER_UNAVAILABLE',
    hint: expect.stringContaining('`endpoint`'),
  })
  await expect(failure).rejects.not.toThrow('FAKESECRET')
  await expect(list({surroundings: {...surroundings, env: {}}, state})).rejects.toMatchObject({
    code: 'LEDGER_DENIED',
  })
  await expect(list({surroundings, state: 's3://'})).rejects.toMatchObject({code: 'USAGE_INVALID'})
})
