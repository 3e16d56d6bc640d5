import {expect} from 'vitest'
import {type CachingServer, startCachingServer} from './caching-server.js'
import {checkFailure, checkGone} from './check.js'
import {
  folderAt,
  type Lab,
  type MakePlace,
  publicFolder,
  shareCall,
  unshareCall,
  withLab,
} from './lab.js'
import {row} from './row.js'

const target = 'directory'

/** What a visitor has asked for, so that the cache has it. */
const seen = ['', 'session.md', 'session.json']

row({row: 24, target, sort: 'until a time that it tells'}, async (attempt) => {
  for (const name of seen) {
    await attempt(`\`${name}\` is cached`, () =>
      withCache({maxAge: 600}, async (lab, cache) => {
        await visit(lab, name)
        const ended = await lab.run(unshareCall)
        checkFailure(ended, 7)
        expect(ended.stderr).toMatch(/stale-cache/)
        expect(ended.stderr).toMatch(/until \d{4}-\d\d-\d\dT/)
        await checkRemoving(lab)
        cache.clear()
        expect(await lab.run(unshareCall)).toMatchObject({status: 0})
        await checkGone(lab)
      }),
    )
  }
})

row({row: 24, target, sort: 'for as long as it likes'}, (attempt) =>
  attempt('it tells nothing', () =>
    withCache({maxAge: 600, tells: false}, async (lab, cache) => {
      await visit(lab, '')
      const ended = await lab.run(unshareCall)
      checkFailure(ended, 7)
      expect(ended.stderr).toMatch(/does not say for how long/)
      await checkRemoving(lab)
      cache.clear()
      await lab.unshareAll()
      await checkGone(lab)
    }),
  ),
)

row({row: 24, target, sort: 'waited for'}, (attempt) =>
  attempt('it ends by itself', () =>
    withCache({maxAge: 8}, async (lab) => {
      await visit(lab, '')
      const ended = await lab.run([...unshareCall, '--wait'])
      expect(ended, ended.stderr).toMatchObject({status: 0})
      await checkGone(lab)
    }),
  ),
)

/** A page that is still given out is not called removed, whatever lies at the host. */
async function checkRemoving(lab: Lab): Promise<void> {
  expect(await lab.place.names()).toEqual([])
  expect(await lab.records()).toMatchObject([{state: 'removing'}])
}

async function visit(lab: Lab, name: string): Promise<void> {
  const [record] = await lab.records()
  if (record?.state !== 'live') throw new Error('Nothing is shared.')
  const answer = await fetch(record.receipt.url + name)
  expect(answer.status).toBe(200)
  await answer.arrayBuffer()
}

async function withCache(
  options: {maxAge: number; tells?: boolean},
  act: (lab: Lab, cache: CachingServer) => Promise<void>,
): Promise<void> {
  let cache: CachingServer | undefined
  const makePlace: MakePlace = async ({project}) => {
    const folder = publicFolder({project})
    const started = await startCachingServer(folder, options)
    cache = started
    const place = folderAt(folder)
    return {
      ...place,
      setting: {...place.setting, url: started.url},
      close: () => started.close(),
    }
  }
  await withLab(makePlace, async (lab) => {
    expect(await lab.run(shareCall('old'))).toMatchObject({status: 0})
    if (cache) await act(lab, cache)
  })
}
