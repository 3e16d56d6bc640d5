import {execFileSync} from 'node:child_process'
import {chmod, mkdtemp, rm, writeFile} from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import process from 'node:process'
import {pathToFileURL} from 'node:url'
import type {TargetContext} from '../../src/targets/types.js'

/** Files that the target puts into the root of a branch of its own, which are no share's. */
const own = ['.nojekyll', '404.html']

/** A bare repository as a git host has it, and a look into it past the target. */
export interface GitHost {
  folder: string
  /** Folder for everything else of the test. */
  root: string
  remote: string
  context: TargetContext
  git(parameters: string[], input?: string): string
  /** Files of the branch; those of the target's own only when asked for. */
  files(withOwn?: boolean): Record<string, string>
  /** Commit as somebody else. No text removes the file. */
  commit(
    file: string,
    text: string | undefined,
    options?: {message?: string; mode?: string},
  ): string
  /** Everything that any commit of the branch holds, path to texts. */
  everHeld(): Map<string, Set<string>>
  /** Put a hook in place. */
  hook(name: string, script: string): Promise<void>
}

export const branch = 'gh-pages'

/** @param onEnd Told what to do when the test is over. */
export async function createGitHost(
  onEnd: (cleanUp: () => Promise<void>) => void,
): Promise<GitHost> {
  const root = await mkdtemp(path.join(os.tmpdir(), 'sessionpress-git-'))
  onEnd(() => rm(root, {recursive: true, force: true, maxRetries: 5}))
  const folder = path.join(root, 'remote.git')
  runGit(root, ['init', '-q', '--bare', folder])
  return lookInto(root, folder)
}

/** The same for a repository that is there. */
export function lookInto(root: string, folder: string): GitHost {
  const git = (parameters: string[], input = '', env: Record<string, string> = {}) =>
    runGit(folder, [`--git-dir=${folder}`, ...parameters], input, env)
  const hasBranch = () => git(['branch', '--list', branch]) !== ''

  return {
    folder,
    root,
    remote: pathToFileURL(folder).href,
    context: contextIn(root),
    git,
    files(withOwn = false) {
      if (!hasBranch()) return {}
      const names = split(git(['ls-tree', '-r', '-z', '--name-only', branch]))
      const shown = names.filter((name) => withOwn || !own.includes(name))
      return Object.fromEntries(shown.map((name) => [name, git(['show', `${branch}:${name}`])]))
    },
    commit(file, text, {message = 'Their change', mode = '100644'} = {}) {
      const index = {GIT_INDEX_FILE: path.join(root, 'index')}
      git(hasBranch() ? ['read-tree', branch] : ['read-tree', '--empty'], '', index)
      const oid = text === undefined ? '' : git(['hash-object', '-w', '--stdin'], text).trim()
      const line = oid ? `${mode} ${oid}\t${file}\0` : `0 ${'0'.repeat(40)}\t${file}\0`
      git(['update-index', '-z', '--index-info'], line, index)
      const tree = git(['write-tree'], '', index).trim()
      const parents = hasBranch() ? ['-p', branch] : []
      const id = git(['commit-tree', tree, ...parents, '-m', message]).trim()
      git(['update-ref', `refs/heads/${branch}`, id])
      return id
    },
    everHeld() {
      const held = new Map<string, Set<string>>()
      for (const commit of git(['rev-list', branch]).split('\n').filter(Boolean)) {
        for (const line of split(git(['ls-tree', '-r', '-z', commit]))) {
          const [, oid = '', file = ''] = /^\d+ \w+ (\w+)\t([\s\S]*)$/.exec(line) ?? []
          held.set(file, (held.get(file) ?? new Set()).add(git(['cat-file', '-p', oid])))
        }
      }
      return held
    },
    async hook(name, script) {
      await writeFile(path.join(folder, 'hooks', name), `#!/bin/sh\n${script}\n`)
      await chmod(path.join(folder, 'hooks', name), 0o755)
    },
  }
}

/** The world of a target that keeps everything below a folder. */
export function contextIn(root: string, env: Record<string, string> = {}): TargetContext {
  return {
    fetch: async () => new Response('', {status: 404}),
    env: {PATH: process.env.PATH, HOME: root, ...env},
    home: root,
    cacheFolder: () => path.join(root, 'cache'),
  }
}

/** Somebody else, on a day long gone. */
export const somebody = {
  GIT_AUTHOR_NAME: 'Ána Other',
  GIT_AUTHOR_EMAIL: 'ana@example.com',
  GIT_AUTHOR_DATE: '1600000000 +0530',
  GIT_COMMITTER_NAME: 'Bo Other',
  GIT_COMMITTER_EMAIL: 'bo@example.com',
  GIT_COMMITTER_DATE: '1600000001 -0300',
}

export function runGit(
  cwd: string,
  parameters: string[],
  input = '',
  env: Record<string, string> = {},
): string {
  return execFileSync('git', parameters, {
    cwd,
    input,
    encoding: 'utf8',
    stdio: ['pipe', 'pipe', 'pipe'],
    maxBuffer: 2 ** 28,
    env: {PATH: process.env.PATH, HOME: cwd, ...somebody, ...env},
  })
}

function split(text: string): string[] {
  return text.split('\0').filter(Boolean)
}
