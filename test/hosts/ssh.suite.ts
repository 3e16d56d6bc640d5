import {mkdir, rm, writeFile} from 'node:fs/promises'
import path from 'node:path'
import {afterAll} from 'vitest'
import {testTarget} from '../targets/conformance.js'
import {folderTexts} from '../targets/folder-texts.js'
import {type SshServerOptions, startSshServer} from './ssh-server.js'
import {makeFolder, targetAt} from './ssh-target.js'

/** Hosts that people have: a whole login, one without `rsync`, and one that allows SFTP alone. */
const hosts: Record<string, SshServerOptions> = {
  'ssh with rsync': {},
  'ssh without rsync': {programs: ['sh']},
  'ssh with internal-sftp only': {settings: ['ForceCommand internal-sftp']},
}

for (const [name, options] of Object.entries(hosts)) {
  const server = once(() => startSshServer(options))
  afterAll(async () => (await server()).stop())

  testTarget(name, async () => {
    const root = path.join(await makeFolder(), 'public', 'shares')
    await mkdir(root, {recursive: true})
    const host = await server()
    const {target, importable} = await targetAt(host, root)
    return {
      target,
      importable,
      served: () => folderTexts(root),
      async put(file, text) {
        await mkdir(path.dirname(path.join(root, file)), {recursive: true})
        await writeFile(path.join(root, file), text)
      },
      take: (file) => rm(path.join(root, file)),
    }
  })
}

function once<Result>(make: () => Promise<Result>): () => Promise<Result> {
  let made: Promise<Result> | undefined
  return () => (made ??= make())
}
