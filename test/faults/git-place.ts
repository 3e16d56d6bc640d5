import {execFile} from 'node:child_process'
import http from 'node:http'
import type {AddressInfo} from 'node:net'
import path from 'node:path'
import {promisify} from 'node:util'
import {branch, runGit} from '../targets/git-host.js'
import type {MakePlace, Place} from './lab.js'

const run = promisify(execFile)

/** A bare repository on this disk, and a host that serves its branch. */
export const gitPlace: MakePlace = async ({root}) => {
  const folder = path.join(root, 'remote.git')
  runGit(root, ['init', '-q', '--bare', folder])
  const host = await serveBranch(folder)
  return {...lookAt(folder, host.url), close: host.close}
}

function lookAt(folder: string, url: string): Place {
  return {
    target: 'github-pages',
    setting: {type: 'github-pages', remote: `file://${folder}`, url},
    names: async () => (await listBranch(folder, '')).filter((name) => name.startsWith('s_')),
    read: async (shareID) => {
      const names = await listBranch(folder, `${shareID}/`)
      const files = names.map(
        async (name) => [path.posix.basename(name), await readBranch(folder, name)] as const,
      )
      const read = await Promise.all(files)
      return new Map(read.filter((file): file is [string, Buffer] => file[1] !== undefined))
    },
  }
}

async function listBranch(folder: string, below: string): Promise<string[]> {
  const parameters = ['ls-tree', '-z', '--name-only', branch, ...(below ? [below] : [])]
  const {stdout} = await run('git', ['--git-dir', folder, ...parameters]).catch(() => ({
    stdout: '',
  }))
  return stdout.split('\0').filter(Boolean)
}

async function readBranch(folder: string, name: string): Promise<Buffer | undefined> {
  const show = ['--git-dir', folder, 'show', `${branch}:${name}`]
  try {
    const {stdout} = await run('git', show, {encoding: 'buffer', maxBuffer: 2 ** 28})
    return stdout
  } catch {
    return undefined // The branch has no such file.
  }
}

/** As such hosts do: what the branch holds now, and 404 for the rest. */
async function serveBranch(folder: string) {
  const server = http.createServer(async (request, response) => {
    const address = new URL(request.url ?? '/', 'http://host').pathname.slice(1)
    const name = address.endsWith('/') ? `${address}index.html` : address
    const bytes = await readBranch(folder, name)
    response.writeHead(bytes ? 200 : 404, {'content-type': 'text/html; charset=utf-8'}).end(bytes)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const {port} = server.address() as AddressInfo // Listening on TCP.
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
