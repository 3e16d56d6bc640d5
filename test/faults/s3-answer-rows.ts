import {expect} from 'vitest'
import {
  checkConverges,
  checkFailure,
  checkGone,
  checkPlace,
  checkShared,
  complete,
} from './check.js'
import type {Fate, Judge} from './fault-proxy.js'
import {shareCall, unshareCall} from './lab.js'
import {faultRuns, row, tryOften} from './row.js'
import {isChange, type S3Host, withProxy} from './s3-lab.js'
import {s3Places} from './s3-place.js'
import {versionsAt} from './versions.js'

const target = 's3'

/** Rows of what a server of S3 may answer. */
export function s3AnswerRows(host: S3Host): void {
  const versions = versionsAt(() => s3Places(host()))

  row({row: 17, target}, async (attempt) => {
    await tryOften(Array.from({length: Math.ceil(faultRuns / 2)}), (_, index) =>
      attempt(`run ${index}`, () =>
        withProxy(host, async (lab, proxy) => {
          const start = proxy.asked.length
          proxy.judge = busyAtRandom()
          await complete(lab, shareCall('old'))
          await complete(lab, shareCall('new'))
          await checkShared(lab, versions.new)
          await complete(lab, unshareCall)
          await checkGone(lab)
          expect(proxy.asked.length - start, 'it does not try without end').toBeLessThan(300)
        }),
      ),
    )
  })

  row({row: 18, target}, async (attempt) => {
    await tryOften([1, 3, 5, 7, 9, 11], (last) =>
      attempt(`after ${last} requests`, () =>
        withProxy(host, async (lab, proxy) => {
          if (last % 4 === 1) await lab.share('old')
          const start = proxy.asked.length
          proxy.judge = ({number}) => (number - start > last ? expired : undefined)
          const ended = await lab.run(shareCall('new'))
          checkFailure(ended, 4)
          expect(ended.stderr).toMatch(/expired/)
          expect(proxy.asked.length - start, 'it stops').toBeLessThan(last + 40)
          await checkPlace(lab, versions)
          proxy.judge = () => undefined
          await checkConverges(lab, versions)
        }),
      ),
    )
    await attempt('in a removal', () =>
      withProxy(host, async (lab, proxy) => {
        await lab.share('old')
        proxy.judge = (asked) => (isChange(asked) ? expired : undefined)
        checkFailure(await lab.run(unshareCall), 4)
        expect(await checkPlace(lab, versions)).toHaveLength(1)
        proxy.judge = () => undefined
        await checkConverges(lab, versions)
      }),
    )
  })

  row({row: 20, target, sort: 'listings'}, async (attempt) => {
    for (const [name, judge] of lies) {
      await attempt(name, () =>
        withProxy(host, async (lab, proxy) => {
          await lab.share('old')
          proxy.judge = judge
          checkFailure(await lab.run(unshareCall), 1, 5, 6)
          proxy.judge = () => undefined
          expect((await lab.records())[0]?.state).not.toBe('removed')
          await lab.unshareAll()
          await checkGone(lab)
        }),
      )
    }
  })

  row({row: 21, target}, async (attempt) => {
    for (const code of ['AccessDenied', 'InternalError']) {
      await attempt(code, () =>
        withProxy(host, async (lab, proxy) => {
          await lab.share('old')
          proxy.judge = ({method}) => (method === 'POST' ? refuseEach(code) : undefined)
          checkFailure(await lab.run(unshareCall), 4, 5, 6)
          expect(await lab.place.names()).toHaveLength(1)
          expect(await lab.records()).toMatchObject([{state: 'removing'}])
          proxy.judge = () => undefined
          await lab.unshareAll()
          await checkGone(lab)
        }),
      )
    }
    await attempt('a server that says it did, and did not', () =>
      withProxy(host, async (lab, proxy) => {
        await lab.share('old')
        proxy.judge = ({method}) => (method === 'POST' ? deleted : undefined)
        checkFailure(await lab.run(unshareCall), 6, 7)
        expect(await lab.records()).toMatchObject([{state: 'removing'}])
        proxy.judge = () => undefined
        await lab.unshareAll()
        await checkGone(lab)
      }),
    )
  })
}

function onLists(fate: Fate): Judge {
  return ({url}) => (isList(url) ? fate : undefined)
}

const xml = {'content-type': 'application/xml'}
const told = (code: string) =>
  `<?xml version="1.0"?><Error><Code>${code}</Code><Message>x</Message></Error>`
const expired = {type: 'answer', status: 403, headers: xml, body: told('ExpiredToken')} as const
const deleted = {type: 'answer', status: 200, headers: xml, body: '<DeleteResult/>'} as const

/** What becomes of the lists of a bucket that a removal looks into. */
const lies: [string, Judge][] = [
  ['a page 2 that fails', failingPage2()],
  ['an answer that is cut', onLists({type: 'cutReply', after: 200})],
  ['half a list', onLists({type: 'edit', edit: (list) => list.slice(0, list.length / 2)})],
]

/** A fifth of all requests is refused, the same one never more than three times: somebody who tries on gets through. */
function busyAtRandom(): Judge {
  const refused = new Map<string, number>()
  return ({method, url}) => {
    const request = `${method} ${url}`
    const times = refused.get(request) ?? 0
    const isRefused = times < 3 && Math.random() < 0.2
    refused.set(request, isRefused ? times + 1 : 0)
    return isRefused ? refuseAtRandom() : undefined
  }
}

function refuseAtRandom() {
  const refusals = [
    {status: 500, code: 'InternalError'},
    {status: 503, code: 'SlowDown'},
    {status: 429, code: 'TooManyRequests'},
  ]
  const {status, code} = refusals[Math.floor(Math.random() * refusals.length)] ?? {
    status: 500,
    code: '',
  }
  const headers = status === 429 ? {...xml, 'retry-after': '1'} : xml
  return {type: 'answer', status, headers, body: told(code)} as const
}

function refuseEach(code: string) {
  const error = `<Error><Key>any</Key><Code>${code}</Code><Message>x</Message></Error>`
  return {
    type: 'answer',
    status: 200,
    headers: xml,
    body: `<DeleteResult>${error}</DeleteResult>`,
  } as const
}

function isList(url: string): boolean {
  return url.includes('list-type=2')
}

/** The first page says that there is another, which never comes. */
function failingPage2(): Judge {
  return ({url}) => {
    if (!isList(url)) return undefined
    if (url.includes('continuation-token'))
      return {type: 'answer', status: 500, headers: xml, body: told('InternalError')}
    const more =
      '<IsTruncated>true</IsTruncated><NextContinuationToken>next</NextContinuationToken>'
    return {type: 'edit', edit: (list) => list.replace('<IsTruncated>false</IsTruncated>', more)}
  }
}
