import {type ChildProcess, execFile, spawn} from 'node:child_process'
import {randomUUID} from 'node:crypto'
import {mkdir, mkdtemp, open, rm, writeFile} from 'node:fs/promises'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import {setTimeout} from 'node:timers/promises'
import {promisify} from 'node:util'

/** A RADOS gateway of its own: S3 on loopback, with everything in memory. */
export interface S3Server {
  endpoint: string
  accessKeyId: string
  secretAccessKey: string
  /** Another account, which may do what everybody may. */
  stranger: {AWS_ACCESS_KEY_ID: string; AWS_SECRET_ACCESS_KEY: string}
  /** Host name under which it serves a bucket as a website. */
  websiteHost(bucket: string): string
  stop(): Promise<void>
}

const run = promisify(execFile)
const accessKeyId = 'TESTKEY'
const secretAccessKey = 'TESTSECRET'
const stranger = {AWS_ACCESS_KEY_ID: 'TESTSTRANGER', AWS_SECRET_ACCESS_KEY: 'TESTSTRANGERSECRET'}
const port = 8402
const ports = [port, 3300, 6789]

/** Start the gateway and the cluster of one disk behind it. It takes about twenty seconds. */
export async function startS3Server(): Promise<S3Server> {
  for (const each of ports) await expectFree(each)
  const folder = await mkdtemp(path.join(os.tmpdir(), 'sessionpress-s3-'))
  const children: ChildProcess[] = []
  const stop = async () => {
    process.off('exit', kill)
    kill()
    for (const child of children) {
      while (child.exitCode === null && child.signalCode === null) await setTimeout(20)
    }
    await rm(folder, {recursive: true, force: true})
  }
  const kill = () => {
    for (const child of children) child.kill('SIGKILL')
  }
  process.once('exit', kill)
  try {
    await start(folder, children)
  } catch (error) {
    await stop()
    throw error
  }
  return {
    endpoint: `http://127.0.0.1:${port}`,
    accessKeyId,
    secretAccessKey,
    stranger,
    websiteHost: (bucket) => `${bucket}.web.localhost`,
    stop,
  }
}

async function start(folder: string, children: ChildProcess[]): Promise<void> {
  for (const each of ['run', 'log', 'mon.a', 'osd.0', 'mgr.x', 'rgw']) {
    await mkdir(path.join(folder, each))
  }
  const fsid = randomUUID()
  await writeFile(path.join(folder, 'ceph.conf'), configure(folder, fsid))
  const call = (program: string, ...parameters: string[]) =>
    run(program, parameters, {cwd: folder, timeout: 60_000})
  const conf = ['-c', 'ceph.conf']
  const begin = async (program: string, ...parameters: string[]) => {
    const log = await open(path.join(folder, 'log', `${program}.out`), 'w')
    const stdio = ['ignore', log.fd, log.fd] as const
    children.push(spawn(program, [...conf, '-f', ...parameters], {cwd: folder, stdio: [...stdio]}))
    await log.close()
  }

  await makeKeys(call)
  const address = '[v2:127.0.0.1:3300,v1:127.0.0.1:6789]'
  await call(
    'monmaptool',
    '--create',
    '--clobber',
    '--fsid',
    fsid,
    '--addv',
    'a',
    address,
    'monmap',
  )
  const first = ['--mkfs', '-i', 'a', '--monmap', 'monmap', '--keyring', 'keyring']
  await call('ceph-mon', ...conf, ...first)
  await begin('ceph-mon', '-i', 'a')
  const ceph = ['--connect-timeout', '5', ...conf]
  await until('monitor', () => call('ceph', ...ceph, 'mon', 'stat'))

  const osd = randomUUID()
  await call('ceph', ...ceph, 'osd', 'create', osd)
  await call('ceph-osd', ...conf, '-i', '0', '--mkfs', '--osd-uuid', osd)
  await begin('ceph-osd', '-i', '0')
  await begin('ceph-mgr', '-i', 'x')
  await until('disk', async () => {
    const {stdout} = await call('ceph', ...ceph, 'osd', 'stat', '--format', 'json')
    if (!/"num_up_osds":1\b/.test(stdout)) throw new Error(stdout)
  })
  await begin('radosgw', '-n', 'client.rgw')
  await until('gateway', () => fetch(`http://127.0.0.1:${port}/`))
  const accounts = [
    ['t', accessKeyId, secretAccessKey],
    ['u', stranger.AWS_ACCESS_KEY_ID, stranger.AWS_SECRET_ACCESS_KEY],
  ]
  for (const [name, key, secret] of accounts) {
    const user = ['user', 'create', `--uid=${name}`, `--display-name=${name}`]
    const keys = [`--access-key=${key}`, `--secret-key=${secret}`]
    await call('radosgw-admin', ...conf, '-n', 'client.rgw', ...user, ...keys)
  }
}

type Call = (program: string, ...parameters: string[]) => Promise<unknown>

async function makeKeys(call: Call): Promise<void> {
  const all = ['osd', 'allow *', 'mgr', 'allow *']
  const owners: [string, string[]][] = [
    ['mon.', ['mon', 'allow *']],
    ['client.admin', ['mon', 'allow *', ...all]],
    ['osd.0', ['mon', 'allow profile osd', ...all]],
    ['mgr.x', ['mon', 'allow profile mgr', 'osd', 'allow *', 'mds', 'allow *']],
    ['client.rgw', ['mon', 'allow rw', 'osd', 'allow rwx', 'mgr', 'allow *']],
  ]
  for (const [index, [name, rights]] of owners.entries()) {
    const caps = rights.flatMap((each, at) => (at % 2 === 0 ? ['--cap', each] : [each]))
    const create = index === 0 ? ['--create-keyring'] : []
    await call('ceph-authtool', ...create, 'keyring', '--gen-key', '-n', name, ...caps)
  }
}

async function until(what: string, isReady: () => Promise<unknown>): Promise<void> {
  const end = Date.now() + 120_000
  for (;;) {
    try {
      await isReady()
      return
    } catch (error) {
      if (Date.now() > end) throw new Error(`The ${what} does not start.`, {cause: error})
      await setTimeout(100)
    }
  }
}

function expectFree(each: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const server = net.createServer()
    server.once('error', (cause) => reject(new Error(`Port ${each} is taken.`, {cause})))
    server.listen(each, '127.0.0.1', () => server.close(() => resolve()))
  })
}

function configure(folder: string, fsid: string): string {
  return `[global]
fsid = ${fsid}
mon initial members = a
mon host = [v2:127.0.0.1:3300,v1:127.0.0.1:6789]
public addr = 127.0.0.1
cluster addr = 127.0.0.1
public bind addr = 127.0.0.1
ms bind ipv6 = false
auth cluster required = cephx
auth service required = cephx
auth client required = cephx
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 4
osd pool default pgp num = 4
osd pool default pg autoscale mode = off
mon max pg per osd = 2000
osd crush chooseleaf type = 0
mon allow pool size one = true
mon data avail crit = 1
osd objectstore = memstore
memstore device bytes = 3221225472
run dir = ${folder}/run
admin socket = ${folder}/run/$name.$pid.asok
log file = ${folder}/log/$name.log
pid file = ${folder}/run/$name.pid
mon data = ${folder}/mon.a
osd data = ${folder}/osd.$id
mgr data = ${folder}/mgr.x
keyring = ${folder}/keyring
debug ms = 0
mon cluster log file = ${folder}/log/cluster.log
crash dir = ${folder}/log
[client.rgw]
rgw frontends = beast endpoint=127.0.0.1:${port} tcp_nodelay=1
rgw data = ${folder}/rgw
rgw enable static website = true
rgw enable apis = s3, s3website, admin
rgw dns name = rgw.localhost
rgw dns s3website name = web.localhost
`
}
