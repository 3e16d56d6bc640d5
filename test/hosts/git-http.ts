import {type ChildProcess, spawn} from 'node:child_process'
import {mkdir, mkdtemp, rm, stat, writeFile} from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import process from 'node:process'
import {freePort} from '../support/free-port.js'
import {runGit} from '../targets/git-host.js'

/** A git host: repositories to push to with a password, and the site of each. */
export interface GitHTTP {
  /** Folder of the bare repositories. */
  repositories: string
  user: string
  password: string
  /** Address to push a repository to. */
  remoteOf(name: string): string
  /** Address of what its branch serves. */
  siteOf(name: string): string
  /** Make a repository whose branch is served as soon as it is pushed to. */
  create(name: string, branch: string): Promise<string>
  stop(): Promise<void>
}

/** Start `git http-backend` behind nginx and fcgiwrap, on a port of its own. */
export async function startGitHTTP(): Promise<GitHTTP> {
  const root = await mkdtemp(path.join(os.tmpdir(), 'sessionpress-git-http-'))
  const port = await freePort()
  const [user, password] = ['publisher', 'no-real-password']
  const repositories = path.join(root, 'git')
  for (const folder of ['git', 'sites', 'temporary']) await mkdir(path.join(root, folder))
  await writeFile(path.join(root, 'users'), `${user}:{PLAIN}${password}\n`)
  await writeFile(path.join(root, 'nginx.conf'), configuration(root, port))

  const socket = path.join(root, 'fcgi.sock')
  const children = [
    start('fcgiwrap', ['-c', '2', '-s', `unix:${socket}`]),
    start('nginx', ['-p', root, '-c', path.join(root, 'nginx.conf'), '-e', `${root}/error.log`]),
  ]
  await until(async () => (await stat(socket)).isSocket())
  await until(async () => (await fetch(`http://127.0.0.1:${port}/`)).status > 0)

  return {
    repositories,
    user,
    password,
    remoteOf: (name) => `http://127.0.0.1:${port}/git/${name}.git`,
    siteOf: (name) => `http://127.0.0.1:${port}/${name}`,
    async create(name, branch) {
      const folder = path.join(repositories, `${name}.git`)
      runGit(root, ['init', '-q', '--bare', folder])
      runGit(folder, ['config', 'http.receivepack', 'true'])
      const site = path.join(root, 'sites', name)
      await writeFile(path.join(folder, 'hooks/post-receive'), deploy(site, branch), {mode: 0o755})
      return folder
    },
    async stop() {
      await Promise.all(children.map(end))
      await rm(root, {recursive: true, force: true})
    },
  }
}

/** Each push becomes a folder of its own, and the site turns to it at once. */
function deploy(site: string, branch: string): string {
  return `#!/bin/sh
set -e
new=$(mktemp -d '${site}.XXXXXX')
git archive ${branch} | tar -x -C "$new"
chmod 755 "$new"
ln -sfn "$new" '${site}.next'
mv -T '${site}.next' '${site}'
`
}

function configuration(root: string, port: number): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((kind) => `${kind}_temp_path ${root}/temporary/${kind};`)
    .join('\n  ')
  return `daemon off;
worker_processes 1;
pid ${root}/nginx.pid;
${process.getuid?.() === 0 ? 'user root;' : ''}
events {}
http {
  include /etc/nginx/mime.types;
  access_log off;
  client_max_body_size 0;
  ${temporary}
  server {
    listen 127.0.0.1:${port};
    location ~ ^/git(/.*)$ {
      auth_basic git;
      auth_basic_user_file ${root}/users;
      include /etc/nginx/fastcgi_params;
      fastcgi_param SCRIPT_FILENAME /usr/lib/git-core/git-http-backend;
      fastcgi_param GIT_HTTP_EXPORT_ALL 1;
      fastcgi_param GIT_PROJECT_ROOT ${root}/git;
      fastcgi_param PATH_INFO $1;
      fastcgi_param REMOTE_USER $remote_user;
      fastcgi_pass unix:${root}/fcgi.sock;
    }
    location / {
      root ${root}/sites;
    }
  }
}
`
}

function start(program: string, parameters: string[]): ChildProcess {
  const child = spawn(program, parameters, {stdio: ['ignore', 'ignore', 'inherit'], detached: true})
  child.once('error', (error) => {
    throw error
  })
  return child
}

/** Each program leads a group of its own, with the workers that it started. */
function end(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.pid === undefined) return resolve()
    child.once('exit', () => resolve())
    process.kill(-child.pid, 'SIGTERM')
  })
}

async function until(isReady: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 30_000
  while (!(await isReady().catch(() => false))) {
    if (Date.now() > end) throw new Error('The git host did not start.')
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
