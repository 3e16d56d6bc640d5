import path from 'node:path'
import fs from 'fs-extra'
import {beforeAll, expect} from 'vitest'
import {checkConverges, checkFailure, checkGone, checkPlace, checkShared} from './check.js'
import {
  learnVersions,
  type MakePlace,
  shareCall,
  unshareCall,
  type Versions,
  withLab,
} from './lab.js'
import {row} from './row.js'

interface TogetherRowsOptions {
  target: string
  makePlace: MakePlace
  /** Why it cannot be tried here. */
  unless?: string | undefined
}

/** The row of several publishers at one place at once. */
export function togetherRows({target, makePlace, unless}: TogetherRowsOptions): void {
  let versions: Versions
  beforeAll(async () => {
    if (unless === undefined) versions = await learnVersions(makePlace)
  })

  row({row: 25, target, sort: 'of one session', unless}, async (attempt) => {
    for (const number of [2, 6]) {
      await attempt(`${number} at once`, () =>
        withLab(makePlace, async (lab) => {
          const ends = await Promise.all(
            Array.from({length: number}, () => lab.run(shareCall('new'))),
          )
          // Whom the others keep waiting for too long says so.
          for (const ended of ends) if (ended.status !== 0) checkFailure(ended, 8)
          const urls = new Set(ends.filter(({status}) => status === 0).map(({stdout}) => stdout))
          expect(urls.size, 'one link').toBe(1)
          await checkShared(lab, versions.new)
          await lab.unshareAll()
          await checkGone(lab)
        }),
      )
    }
  })

  row({row: 25, target, sort: 'a publisher and a remover', unless}, (attempt) =>
    attempt('at once', () =>
      withLab(makePlace, async (lab) => {
        await lab.share('old')
        const ends = await Promise.all([lab.run(shareCall('new')), lab.run(unshareCall)])
        for (const ended of ends) if (ended.status !== 0) checkFailure(ended, 8)
        await checkPlace(lab, versions)
        await checkConverges(lab, versions)
      }),
    ),
  )

  row({row: 25, target, sort: 'of six sessions, five times each', unless}, (attempt) =>
    attempt('30 shares', () =>
      withLab(makePlace, async (lab) => {
        const {info, messages} = await fs.readJson(path.join(lab.machine.root, 'old.json'))
        const publishers = Array.from({length: 6}, async (_, publisher) => {
          for (let number = 0; number < 5; number++) {
            const name = `${publisher}-${number}.json`
            const id = `ses_0000${publisher}${number}00FixtureSession`
            const text = JSON.stringify({info, messages}).replaceAll(info.id, id)
            await fs.writeFile(path.join(lab.machine.root, name), text)
            const ended = await lab.run(['share', `../${name}`, '--to', 'there', '--yes'])
            expect(ended, ended.stderr).toMatchObject({status: 0})
          }
        })
        await Promise.all(publishers)
        const names = await lab.place.names()
        expect(names).toHaveLength(30)
        for (const id of names) expect(Object.keys(await lab.filesOf(id))).toContain('index.html')
        await lab.unshareAll()
        await checkGone(lab)
      }),
    ),
  )
}
