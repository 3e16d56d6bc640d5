import {spawn} from 'node:child_process'
import net from 'node:net'
import path from 'node:path'
import fs from 'fs-extra'
import {onTestFinished} from 'vitest'
import {temporaryFolder} from '../support/case.js'
import {freePort} from '../support/free-port.js'

/** A WebDAV server of Debian's `rclone` on loopback. */
export interface WebdavServer {
  /** Address of its root. */
  address: string
  /** Folder that it serves. */
  folder: string
  env: {
    SESSIONPRESS_WEBDAV_USER: string
    SESSIONPRESS_WEBDAV_PASSWORD: string
    SESSIONPRESS_WEBDAV_HOST: string
  }
}

/** Start it; it ends with the test. */
export async function startWebdav(): Promise<WebdavServer> {
  const folder = path.join(await temporaryFolder(), 'dav')
  await fs.ensureDir(folder)
  const port = await freePort()
  const env = {
    SESSIONPRESS_WEBDAV_USER: 'someone',
    SESSIONPRESS_WEBDAV_PASSWORD: 'not:a secret, ünlike others',
    SESSIONPRESS_WEBDAV_HOST: `127.0.0.1:${port}`,
  }
  const server = spawn(
    'rclone',
    ['serve', 'webdav', folder, '--addr', `127.0.0.1:${port}`, '--dir-cache-time', '0s'],
    {
      env: {
        PATH: process.env.PATH,
        RCLONE_CONFIG: '/dev/null',
        RCLONE_USER: env.SESSIONPRESS_WEBDAV_USER,
        RCLONE_PASS: env.SESSIONPRESS_WEBDAV_PASSWORD,
      },
      stdio: 'ignore',
    },
  )
  const ended = new Promise<void>((resolve) => server.once('close', () => resolve()))
  onTestFinished(async () => {
    server.kill()
    await ended
  })
  await untilOpen(port)
  return {address: `http://127.0.0.1:${port}`, folder, env}
}

async function untilOpen(port: number): Promise<void> {
  for (;;) {
    const isOpen = await new Promise<boolean>((resolve) => {
      const socket = net.connect(port, '127.0.0.1', () => resolve(true))
      socket.once('error', () => resolve(false))
      socket.once('connect', () => socket.destroy())
    })
    if (isOpen) return
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
