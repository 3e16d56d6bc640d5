import {spawn, spawnSync} from 'node:child_process'
import {mkdir, mkdtemp, readFile, rm, symlink, writeFile} from 'node:fs/promises'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import process from 'node:process'
import {freePort} from '../support/free-port.js'

/** OpenSSH's SFTP server, where Debian puts it. */
export const sftpServer = '/usr/lib/openssh/sftp-server'

/** What a host allows. */
export interface SshServerOptions {
  /** Lines of its `sshd_config`. @default none */
  settings?: string[]
  /** Programs of this machine that a login finds, by name. @default all */
  programs?: string[]
  /** Texts of shell scripts that a login finds before them, by name. @default none */
  scripts?: Record<string, string>
  /** What answers SFTP; nothing where it is empty. @default OpenSSH's own server */
  sftp?: string
}

/** An OpenSSH server on a loopback port of its own. */
export interface SshServer {
  /** Name of the host in `config`. */
  host: string
  /** An `ssh_config` with which `ssh` gets in. */
  config: string
  port: number
  /** Folder of everything it needs. */
  folder: string
  /** What `sshd` wrote to its log. */
  log(): Promise<string>
  /** Make another `ssh_config`, with these lines before the ones that let in. */
  configWith(lines: string[]): Promise<string>
  stop(): Promise<void>
}

/** Start `sshd` as the user who runs the tests; that user is the one to log in. */
export async function startSshServer({
  settings = [],
  programs,
  scripts = {},
  sftp = sftpServer,
}: SshServerOptions = {}): Promise<SshServer> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'sessionpress-sshd-'))
  for (const name of ['host', 'client']) makeKey(path.join(folder, name))
  await writeFile(path.join(folder, 'authorized'), await readFile(path.join(folder, 'client.pub')))
  const port = await freePort()
  const publicKey = (await readFile(path.join(folder, 'host.pub'), 'utf8')).trim()
  await writeFile(path.join(folder, 'known'), `[127.0.0.1]:${port} ${publicKey}\n`)
  const bin = await makeBin(folder, programs ?? [], scripts)
  const searched = programs ? bin : `${bin}:${process.env.PATH}`
  const login = [`SetEnv PATH=${searched}`, ...(sftp ? [`Subsystem sftp ${sftp}`] : [])]
  const lines = [...settings, ...login, ...serverLines(folder, port)]
  await writeFile(path.join(folder, 'sshd_config'), `${lines.join('\n')}\n`)
  const log = path.join(folder, 'log')
  // Debian's service makes it at every start; sshd of root does not begin without.
  if (process.getuid?.() === 0) await mkdir('/run/sshd', {recursive: true, mode: 0o755})
  const child = spawn('/usr/sbin/sshd', ['-D', '-f', path.join(folder, 'sshd_config'), '-E', log], {
    stdio: 'ignore',
  })
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  await answers(port, () => child.exitCode !== null)

  const configWith = async (more: string[]) => {
    const file = path.join(await mkdtemp(path.join(folder, "the person's config-")), 'ssh_config')
    await writeFile(
      file,
      `${['Host test-host', ...more, ...clientLines(folder, port)].join('\n')}\n`,
    )
    return file
  }
  return {
    host: 'test-host',
    config: await configWith([]),
    port,
    folder,
    log: () => readFile(log, 'utf8'),
    configWith,
    async stop() {
      child.kill()
      await ended
      await rm(folder, {recursive: true, force: true})
    },
  }
}

function makeKey(file: string): void {
  const made = spawnSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', file])
  if (made.status !== 0) throw new Error(`ssh-keygen failed: ${made.stderr}`)
}

function serverLines(folder: string, port: number): string[] {
  return [
    `Port ${port}`,
    'ListenAddress 127.0.0.1',
    `HostKey ${path.join(folder, 'host')}`,
    `AuthorizedKeysFile ${path.join(folder, 'authorized')}`,
    `PidFile ${path.join(folder, 'pid')}`,
    'PasswordAuthentication no',
    'KbdInteractiveAuthentication no',
    'StrictModes no',
    'UsePAM no',
    'PermitRootLogin yes',
    'LogLevel VERBOSE',
    'MaxStartups 100',
  ]
}

function clientLines(folder: string, port: number): string[] {
  return [
    'HostName 127.0.0.1',
    `Port ${port}`,
    `User ${os.userInfo().username}`,
    `IdentityFile ${path.join(folder, 'client')}`,
    'IdentitiesOnly yes',
    `UserKnownHostsFile ${path.join(folder, 'known')}`,
    'GlobalKnownHostsFile none',
  ]
}

async function makeBin(
  folder: string,
  programs: string[],
  scripts: Record<string, string>,
): Promise<string> {
  const bin = path.join(folder, 'bin')
  await mkdir(bin)
  for (const program of programs) {
    const {stdout} = spawnSync('/bin/sh', ['-c', `command -v ${program}`], {encoding: 'utf8'})
    await symlink(stdout.trim(), path.join(bin, program))
  }
  for (const [name, text] of Object.entries(scripts)) {
    await writeFile(path.join(bin, name), `#!/bin/sh\n${text}\n`, {mode: 0o755})
  }
  return bin
}

async function answers(port: number, hasEnded: () => boolean): Promise<void> {
  while (!(await isOpen(port))) {
    if (hasEnded()) throw new Error('sshd ended')
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1')
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
    socket.once('connect', () => socket.destroy())
  })
}

/** The world of a target, with this process's own environment and an `ssh_config`. */
export function sshContext(config: string) {
  return {
    fetch: globalThis.fetch,
    env: {...process.env, SESSIONPRESS_SSH_CONFIG: config},
    home: os.homedir(),
    cacheFolder: () => path.join(os.tmpdir(), 'sessionpress-unused'),
  }
}
