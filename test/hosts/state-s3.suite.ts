import {type ChildProcess, spawn} from 'node:child_process'
import {once} from 'node:events'
import path from 'node:path'
import process from 'node:process'
import {setTimeout as sleep} from 'node:timers/promises'
import {PutBucketAclCommand} from '@aws-sdk/client-s3'
import fs from 'fs-extra'
import {afterAll, beforeAll, describe, expect, it, onTestFinished} from 'vitest'
import {doctor} from '../../src/actions/doctor.js'
import {list} from '../../src/actions/list.js'
import {status} from '../../src/actions/status.js'
import {unshare} from '../../src/actions/unshare.js'
import type {Ledger} from '../../src/ledger/ledger.js'
import {openBucketLedger} from '../../src/ledger/s3/bucket-ledger.js'
import {prepareVersion, share} from '../actions/prepare-version.js'
import {makeWorld} from '../actions/world.js'
import {bundleScript} from '../ledger/bundle-script.js'
import {testLedger} from '../ledger/ledger.js'
import {recordOf} from '../ledger/records.js'
import {testShelf} from '../ledger/shelf.js'
import {type Judge, startForwarder} from './forwarder.js'
import {type Bucket, makeBucket} from './s3-bucket.js'
import {type S3Server, startS3Server} from './s3-server.js'

let server: S3Server
beforeAll(async () => {
  server = await startS3Server()
})
afterAll(() => server?.stop())

const script = await bundleScript(path.join(import.meta.dirname, 'state-script.ts'))

/** A bucket that nobody else may read, and a state in it. */
interface State {
  bucket: Bucket
  place: string
  open(options?: {lease?: number; env?: Record<string, string>; place?: string}): Ledger
}

async function makeState(prefix = 'state/of/it', bucketOptions = {}): Promise<State> {
  const bucket = await makeBucket(server, {isPrivate: true, ...bucketOptions})
  const place = `s3://${bucket.name}/${prefix}?endpoint=${server.endpoint}&pathStyle=true`
  return {
    bucket,
    place,
    open: ({lease, env = {}, place: other = place} = {}) =>
      openBucketLedger(other, {
        env: {...credentials(), ...env},
        fetch,
        refuse: async () => {},
        ...(lease !== undefined && {lease}),
      }),
  }
}

function credentials() {
  return {AWS_ACCESS_KEY_ID: server.accessKeyId, AWS_SECRET_ACCESS_KEY: server.secretAccessKey}
}

describe('a shelf in a bucket', () => {
  testShelf(async () => (await makeState()).open().shelf)

  it('leaves nothing but what is kept', async () => {
    const {bucket, open} = await makeState()
    const {shelf} = open()
    await shelf.write('serve/one/1.json', new Uint8Array([1]), {isNew: true})
    expect(await bucket.versions()).toEqual(['state/of/it/serve/one/1.json'])
    await shelf.remove(['serve/one/1.json'])
    expect(await bucket.versions()).toEqual([])
  })
})

describe('a ledger in a bucket', () => {
  testLedger(async () => {
    const {open} = await makeState()
    return open
  })

  it('lies at the top of a bucket, too', async () => {
    const {bucket, open} = await makeState('')
    const record = recordOf()
    await open().write(record)
    expect(await bucket.versions()).toContain(`shares/${record.shareID}.json`)
  })

  it('tells of a damaged record and lists the others', async () => {
    const {bucket, open} = await makeState()
    const [record, damaged] = [recordOf(), recordOf()]
    for (const each of [record, damaged]) await open().write(each)
    const key = `state/of/it/shares/${damaged.shareID}.json`
    await bucket.put(key, '{"version": 1')
    const told = {code: 'LEDGER_UNREADABLE', message: expect.stringContaining(key)}
    for (const content of [await open().list(), await open().ofSession('ses_one')]) {
      expect(content.records).toEqual([record])
      expect(content.damaged).toMatchObject([told])
    }
    expect((await open().ids()).sort()).toEqual([record.shareID, damaged.shareID].sort())
  })

  it('shows a line of the log that was changed or taken out', async () => {
    const {bucket, open} = await makeState()
    const time = '2026-01-01T00:00:00.000Z'
    for (const shareID of ['s_a', 's_b', 's_c', 's_d']) {
      await open().audit.append([{event: 'share', time, shareID}])
    }
    const key = (line: number) => `state/of/it/audit/00000000000${line}.json`
    const {[key(2)]: second = ''} = await bucket.served()
    await bucket.put(key(2), second.replace('s_b', 's_x'))
    expect(await open().audit.verify()).toMatchObject({line: 3})
    await bucket.put(key(2), second)
    expect(await open().audit.verify()).toBeUndefined()
    await bucket.take(key(2))
    expect(await open().audit.verify()).toEqual({line: 2, why: 'it is missing'})
  })

  it('costs a few requests for one session, however many shares there are', async () => {
    const {open, place} = await makeState()
    await Promise.all(
      Array.from({length: 40}, (_, index) => open().write(recordOf({sessionID: `ses_${index}`}))),
    )
    let count = 0
    const forwarder = await startForwarder(server.endpoint, {
      judge: () => {
        count++
        return 'pass'
      },
    })
    onTestFinished(() => forwarder.stop())
    const ledger = open({place: place.replace(server.endpoint, forwarder.url)})
    await ledger.expectUsable()
    count = 0
    expect((await ledger.ofSession('ses_7')).records).toHaveLength(1)
    expect(count).toBe(2)
  })

  it('writes over nothing that another instance wrote meanwhile', async () => {
    const {open} = await makeState()
    const [one, other] = [open(), open()]
    const record = recordOf()
    await one.write(record)
    await other.read(record.shareID)
    await one.write({...record, title: 'newer'})
    const late = other.write({...record, title: 'late'})
    await expect(late).rejects.toMatchObject({code: 'LEDGER_LOCKED'})
    expect(await open().read(record.shareID)).toMatchObject({title: 'newer'})
  })
})

describe('answers that are lost', () => {
  it('let nobody take their own writing for somebody else’s', async () => {
    const {open, place} = await makeState()
    await open().expectUsable()
    const lost = new Set<string>()
    const judge: Judge = ({method, url = ''}) => {
      if (method !== 'PUT' || url.includes('probe-') || lost.has(url)) return 'pass'
      lost.add(url)
      return 'lose'
    }
    const forwarder = await startForwarder(server.endpoint, {judge})
    onTestFinished(() => forwarder.stop())
    const ledger = open({place: place.replace(server.endpoint, forwarder.url)})
    const release = await ledger.lock('ses_one', {wait: 0})
    const record = recordOf()
    await ledger.write(record)
    await ledger.write({...record, title: 'Again'})
    expect(await ledger.shelf.write('serve/1.json', Buffer.from('1'), {isNew: true})).toBe(true)
    await ledger.audit.append([{event: 'share', time: record.createdAt}])
    await release()
    // The session, its record, the piece on the shelf, the line of the log.
    expect(lost.size).toBe(4)
    expect((await open().ofSession('ses_one')).records).toEqual([{...record, title: 'Again'}])
    expect(await open().audit.verify()).toBeUndefined()
    expect(await open().isLocked('ses_one')).toBe(false)
  })
})

describe('several instances', () => {
  it('lose no record and make no second id, all at the same sessions', async () => {
    const {place, open} = await makeState()
    const workers = Array.from({length: 6}, () => run('update', place, '30000', '12', '2'))
    const codes = await Promise.all(workers.map(async (child) => (await once(child, 'exit'))[0]))
    expect(codes).toEqual([0, 0, 0, 0, 0, 0])
    const {records, damaged} = await open().list()
    expect(damaged).toEqual([])
    expect(records.map(({sessionID}) => sessionID).sort()).toEqual(
      Array.from({length: 12}, (_, index) => `ses_${index}`).sort(),
    )
    for (const record of records) expect(record).toMatchObject({state: 'live', title: '12'})
    expect(await open().audit.verify()).toBeUndefined()
  })

  it('take over what a killed one held, once its lease is over and not before', async () => {
    const {place, open} = await makeState()
    const holder = await hold(place, '4000')
    const ledger = open({lease: 4_000})
    await expect(ledger.lock('ses_held', {wait: 0})).rejects.toMatchObject({code: 'LEDGER_LOCKED'})
    // While it lives it renews what it holds.
    await expect(ledger.lock('ses_held', {wait: 8_000})).rejects.toMatchObject({
      code: 'LEDGER_LOCKED',
      message: expect.stringContaining(`process ${holder.pid} `),
    })
    holder.kill('SIGKILL')
    expect(await ledger.isLocked('ses_held')).toBe(true)
    const takers = [ledger, open({lease: 4_000}), open({lease: 4_000})]
    let inside = 0
    await Promise.all(
      takers.map(async (taker) => {
        const release = await taker.lock('ses_held', {wait: 30_000})
        expect(++inside).toBe(1)
        await sleep(50)
        inside--
        await release()
      }),
    )
    expect(await ledger.isLocked('ses_held')).toBe(false)
  })

  it('write nothing any more once another one has taken over', async () => {
    const {place, open} = await makeState()
    const ledger = open({lease: 2_000})
    const record = recordOf({sessionID: 'ses_held'})
    await ledger.write(record)
    const holder = await hold(place, '2000')
    holder.kill('SIGSTOP')
    const release = await ledger.lock('ses_held', {wait: 30_000})
    await ledger.read(record.shareID)
    await ledger.write({...record, title: 'Taken over'})
    const said = once(holder.stdout ?? holder, 'data')
    holder.kill('SIGCONT')
    holder.stdin?.write('go\n')
    expect(String((await said)[0]).trim()).toBe('LEDGER_LOCKED LEDGER_LOCKED')
    await release()
    const {records} = await open().list()
    expect(records).toEqual([{...record, title: 'Taken over'}])
  })
})

describe('a place that others can read', () => {
  const publicError = {code: 'LEDGER_PUBLIC'}

  it('is refused where a policy says so, and nothing is left there', async () => {
    for (const actions of [['s3:GetObject'], ['s3:ListBucket'], ['s3:PutObject']]) {
      const {bucket, open} = await makeState()
      await bucket.allow(...actions)
      await expect(open().expectUsable()).rejects.toMatchObject(publicError)
      await expect(open().write(recordOf())).rejects.toMatchObject(publicError)
      await expect(open().lock('ses_one')).rejects.toMatchObject(publicError)
      expect(await bucket.versions()).toEqual([])
    }
  })

  it('is refused where anybody gets what lies there, whatever the policy looks like', async () => {
    const {bucket, open} = await makeState()
    await bucket.allowWhere({IpAddress: {'aws:SourceIp': '127.0.0.0/8'}}, 's3:GetObject')
    const message = expect.stringContaining('answered with it')
    await expect(open().expectUsable()).rejects.toMatchObject({...publicError, message})
    expect(await bucket.versions()).toEqual([])
  })

  it('is refused where an access list lets everybody list it', async () => {
    const {bucket, open} = await makeState()
    await bucket.client.send(new PutBucketAclCommand({Bucket: bucket.name, ACL: 'public-read'}))
    await expect(open().expectUsable()).rejects.toMatchObject(publicError)
  })

  it('is taken where only another part of the bucket is public', async () => {
    const {bucket, open} = await makeState()
    await bucket.allowBelow('public/', 's3:GetObject')
    const record = recordOf()
    await open().write(record)
    expect(await open().read(record.shareID)).toEqual(record)
    await expect(
      open({place: `s3://${bucket.name}/public/x?endpoint=${server.endpoint}`}).expectUsable(),
    ).rejects.toMatchObject(publicError)
  })
})

describe('refusals', () => {
  it('come where a bucket never forgets', async () => {
    for (const kind of [{isVersioned: true}, {isLocked: true}]) {
      const {bucket, open} = await makeState('state', kind)
      await expect(open().expectUsable()).rejects.toMatchObject({
        code: 'LEDGER_UNWRITABLE',
        message: expect.stringContaining('former versions'),
      })
      expect(await bucket.versions()).toEqual([])
    }
  })

  it('say who or what is not let in, or not there', async () => {
    const {open, place} = await makeState()
    const isNowhere = {place: place.replace('s3://test-', 's3://no-')}
    const isDown = {
      place: place.replace(server.endpoint, 'http://127.0.0.1:9'),
      env: {AWS_MAX_ATTEMPTS: '1'},
    }
    const cases: [Parameters<State['open']>[0], string, string][] = [
      [{env: {AWS_SECRET_ACCESS_KEY: 'FAKEWRONGSECRET'}}, 'LEDGER_DENIED', 'AWS_SECRET_ACCESS_KEY'],
      [{env: server.stranger}, 'LEDGER_DENIED', 'Allow them'],
      [{env: {AWS_ACCESS_KEY_ID: ''}}, 'LEDGER_DENIED', 'AWS_ACCESS_KEY_ID'],
      [isNowhere, 'LEDGER_UNAVAILABLE', '`bucket`'],
      [isDown, 'LEDGER_UNAVAILABLE', '`endpoint`'],
    ]
    for (const [given, code, hint] of cases) {
      const ledger = open(given)
      for (const call of [
        () => ledger.expectUsable(),
        () => ledger.list(),
        () => ledger.lock('ses_one'),
        () => ledger.shelf.read('serve/1.json'),
      ]) {
        const error: unknown = await call().catch((reason: unknown) => reason)
        expect(error).toMatchObject({code, hint: expect.stringContaining(hint)})
        expect(String(error)).not.toContain('FAKEWRONGSECRET')
      }
    }
  })
})

describe('commands', () => {
  it('share, list, look and take down with a state in a bucket', async () => {
    const {bucket, place} = await makeState()
    const {options, publicFolder} = await makeWorld()
    const surroundings = {...options.surroundings, env: credentials()}
    const world = {...options, surroundings, state: place}
    const how = {...world, to: publicFolder, yes: true}
    const first = await share('ses_one', {...how, prepare: prepareVersion('a')})
    const second = await share('ses_one', {...how, prepare: prepareVersion('b')})
    expect(second.shareID).toBe(first.shareID)
    expect(await list(world)).toMatchObject([{shareID: first.shareID, state: 'live'}])
    expect(await status('ses_one', world)).toMatchObject({shareID: first.shareID, state: 'live'})
    expect(await doctor(world)).toEqual({
      problems: [],
      notes: [expect.stringContaining('is no folder of this machine')],
    })
    expect(await unshare(['ses_one'], world)).toMatchObject([{state: 'removed'}])
    expect(await fs.readdir(publicFolder)).toEqual([])
    expect(await list(world)).toEqual([])
    const names = (await bucket.versions()).map((key) => key.split('/')[3])
    expect([...new Set(names)].sort()).toEqual(['audit', 'key', 'sessions', 'shares'])
  })

  it('say in a diagnosis that others can read the state', async () => {
    const {bucket, place} = await makeState()
    await bucket.allow('s3:GetObject')
    const {options} = await makeWorld()
    const surroundings = {...options.surroundings, env: credentials()}
    const {problems} = await doctor({...options, surroundings, state: place})
    expect(problems).toMatchObject([
      {kind: 'state-folder', message: expect.stringContaining('can read')},
    ])
  })
})

async function hold(place: string, lease: string): Promise<ChildProcess> {
  const child = run('hold', place, lease)
  onTestFinished(() => void child.kill('SIGKILL'))
  if (!child.stdout) throw new Error('no output')
  await once(child.stdout, 'data')
  return child
}

function run(...parameters: string[]): ChildProcess {
  return spawn(process.execPath, [script, ...parameters], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: {...process.env, ...credentials()},
  })
}
