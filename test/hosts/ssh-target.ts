import {mkdtemp, rm} from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import {onTestFinished} from 'vitest'
import {ssh} from '../../src/targets/ssh.js'
import {serveFolder} from '../support/static-server.js'
import {type SshServer, type SshServerOptions, sshContext, startSshServer} from './ssh-server.js'

/** A host for one test. */
export async function serverWith(options: SshServerOptions): Promise<SshServer> {
  const server = await startSshServer(options)
  onTestFinished(() => server.stop())
  return server
}

/** A target that publishes to a folder of a host, and a web server for that folder. */
export async function targetAt({host, config}: Pick<SshServer, 'host' | 'config'>, root: string) {
  const web = await serveFolder(root)
  onTestFinished(() => web.close())
  const options = {host, path: root, url: web.url}
  const importable = ssh({...options, importable: true}, sshContext(config))
  return {web, importable, target: ssh(options, sshContext(config))}
}

/** How often somebody has logged in. */
export async function countLogins(server: SshServer): Promise<number> {
  return (await server.log()).split('Accepted publickey').length - 1
}

export async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'sessionpress-test-'))
  onTestFinished(() => rm(folder, {recursive: true, force: true}))
  return folder
}
