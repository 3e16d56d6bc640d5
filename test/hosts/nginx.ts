import {type ChildProcess, spawn} from 'node:child_process'
import {once} from 'node:events'
import {mkdir, mkdtemp, readdir, rm, writeFile} from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import {setTimeout as sleep} from 'node:timers/promises'
import {freePort} from '../support/free-port.js'

/** A running nginx, on loopback alone. */
export interface Nginx {
  /** Address of the folder as it lies. */
  url: string
  /** Address of a cache in front of it. */
  cachedUrl: string
  /** Folder that is served. */
  folder: string
  /** Forget what the cache holds. */
  purge(): Promise<void>
  stop(): Promise<void>
}

export interface NginxOptions {
  /** Directives of the place that serves the folder, such as `error_page 404 =410 /gone;`. @default none */
  rules?: string
  /** Seconds that the cache keeps what is there. @default 600 */
  maxAge?: number
}

/** Start nginx over an empty folder, with everything that it writes in a temporary one. */
export async function startNginx(options: NginxOptions = {}): Promise<Nginx> {
  const root = await mkdtemp(path.join(os.tmpdir(), 'sessionpress-nginx-'))
  const [folder, cache] = [path.join(root, 'public'), path.join(root, 'cache')]
  await mkdir(folder)
  await mkdir(cache)
  const [port, cachedPort] = [await freePort(), await freePort()]
  const config = path.join(root, 'nginx.conf')
  await writeFile(config, configurationOf({root, folder, cache, port, cachedPort, ...options}))
  const child = spawn('nginx', ['-p', root, '-c', config, '-e', path.join(root, 'error.log')], {
    stdio: 'ignore',
  })
  await untilItAnswers(child, `http://127.0.0.1:${cachedPort}/`)
  return {
    url: `http://127.0.0.1:${port}`,
    cachedUrl: `http://127.0.0.1:${cachedPort}`,
    folder,
    async purge() {
      // nginx asks the server again for an entry whose file is gone.
      for (const name of await readdir(cache)) await rm(path.join(cache, name), {recursive: true})
    },
    async stop() {
      const isOver = child.exitCode === null ? once(child, 'exit') : undefined
      child.kill('SIGTERM')
      await isOver
      await rm(root, {recursive: true, force: true})
    },
  }
}

interface Settings extends NginxOptions {
  root: string
  folder: string
  cache: string
  port: number
  cachedPort: number
}

function configurationOf({root, folder, cache, port, cachedPort, ...options}: Settings): string {
  const {rules = '', maxAge = 600} = options
  // As root it would serve files as somebody who may not read a temporary folder.
  const user = process.getuid?.() === 0 ? 'user root;' : ''
  return `
${user}
daemon off;
worker_processes 1;
pid ${root}/nginx.pid;
events {}
http {
  access_log off;
  charset utf-8;
  types { text/html html; text/markdown md; application/json json; text/javascript js; }
  client_body_temp_path ${root}/client;
  proxy_temp_path ${root}/proxy;
  fastcgi_temp_path ${root}/fastcgi;
  uwsgi_temp_path ${root}/uwsgi;
  scgi_temp_path ${root}/scgi;
  proxy_cache_path ${cache} keys_zone=pages:1m inactive=1h;
  server {
    listen 127.0.0.1:${port};
    root ${folder};
    add_header Cache-Control "public, max-age=${maxAge}";
    location / { ${rules} }
  }
  server {
    listen 127.0.0.1:${cachedPort};
    location / {
      proxy_pass http://127.0.0.1:${port};
      proxy_cache pages;
      add_header X-Cache $upstream_cache_status;
    }
  }
}
`
}

async function untilItAnswers(child: ChildProcess, url: string): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`nginx ended with ${child.exitCode}.`)
    const answer = await fetch(url).catch(() => undefined)
    if (answer) return
    await sleep(20)
  }
}
