import {mkdir, readdir, writeFile} from 'node:fs/promises'
import path from 'node:path'
import process from 'node:process'
import {onTestFinished} from 'vitest'
import {root, temporaryFolder} from '../support/case.js'
import {serveFolder} from '../support/static-server.js'
import {startGitHTTP} from './git-http.js'
import {makeBucket} from './s3-bucket.js'
import type {S3Server} from './s3-server.js'
import {startSshServer} from './ssh-server.js'
import {startWebdav} from './webdav.js'

/** A real server for one type of target, as a configuration and an environment name it. */
export interface RealHost {
  /** What `sessionpress.json` says of the target. */
  setting: {type: string} & Record<string, unknown>
  env: Record<string, string>
  /** What the host answers for a page that is gone. */
  missing: number
  /** Names of shares that lie there, past the target. */
  left(): Promise<string[]>
}

/** How to start a host for each type of target. */
export const realHosts: Record<string, (s3: () => Promise<S3Server>) => Promise<RealHost>> = {
  async directory() {
    const folder = await temporaryFolder()
    return served({type: 'directory', path: folder}, folder)
  },

  async 'github-pages'() {
    const server = await startGitHTTP()
    onTestFinished(() => server.stop())
    const bare = await server.create('sessions', 'gh-pages')
    const home = await temporaryFolder()
    const helper = `!f() { echo username=${server.user}; echo password=${server.password}; }; f`
    await writeFile(path.join(home, '.gitconfig'), `[credential]\n\thelper = "${helper}"\n`)
    const url = server.siteOf('sessions')
    const site = path.join(bare, '../../sites/sessions')
    return {
      setting: {type: 'github-pages', remote: server.remoteOf('sessions'), url},
      env: {GIT_CONFIG_GLOBAL: path.join(home, '.gitconfig')},
      missing: 404,
      left: () => shares(site),
    }
  },

  async s3(started) {
    const server = await started()
    const bucket = await makeBucket(server)
    await bucket.allow('s3:GetObject')
    return {
      setting: {
        ...{type: 's3', bucket: bucket.name, endpoint: server.endpoint, pathStyle: true},
        url: bucket.website.replace(/\/$/, ''),
      },
      env: {
        AWS_ACCESS_KEY_ID: server.accessKeyId,
        AWS_SECRET_ACCESS_KEY: server.secretAccessKey,
      },
      missing: 403,
      left: async () => {
        const keys = Object.keys(await bucket.served())
        return [...new Set(keys.map((key) => key.replace(/\/.*/s, '')))]
      },
    }
  },

  async ssh() {
    const server = await startSshServer()
    onTestFinished(() => server.stop())
    const folder = await temporaryFolder()
    const {setting, ...host} = await served({type: 'ssh', host: server.host, path: folder}, folder)
    return {...host, setting, env: {SESSIONPRESS_SSH_CONFIG: server.config}}
  },

  async webdav() {
    const server = await startWebdav()
    const host = await served({type: 'webdav', endpoint: server.address}, server.folder)
    return {...host, env: server.env}
  },

  async command() {
    const folder = await temporaryFolder()
    const run = [process.execPath, path.join(root, 'docs/publish-to-folder.mjs'), folder]
    return served({type: 'command', run, keepsHistory: false}, folder)
  },
}

async function served(setting: RealHost['setting'], folder: string): Promise<RealHost> {
  await mkdir(folder, {recursive: true})
  const web = await serveFolder(folder)
  onTestFinished(() => web.close())
  return {setting: {...setting, url: web.url}, env: {}, missing: 404, left: () => shares(folder)}
}

async function shares(folder: string): Promise<string[]> {
  return (await readdir(folder)).filter((name) => name.startsWith('s_'))
}
