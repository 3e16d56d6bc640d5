import path from 'node:path'
import {pathToFileURL} from 'node:url'
import fs from 'fs-extra'
import {packageFolder} from '../../system/package-folder.js'
import {unanswered} from './unanswered.js'

/** A file that `init opencode` writes, and knows again by its first words. */
export interface OpenCodeFile {
  path: string
  text: string
}

const origin = 'Written by `sessionpress init opencode`'

/** Whether a text is of a file that `init opencode` wrote, in this version or another. */
export function isOwn(text: string): boolean {
  return text.split('\n', 2).some((line) => line.includes(origin))
}

/**
 * The loader of the plugin and the commands, for a folder that OpenCode reads.
 *
 * @param folder `.opencode` of a project, or OpenCode's own configuration.
 * @param root Folder of the project, where the files are for one.
 */
export async function openCodeFilesIn(
  folder: string,
  root: string | undefined,
): Promise<OpenCodeFile[]> {
  const loader = path.join(folder, 'plugin', 'sessionpress.js')
  const commands = Object.entries(descriptions).map(([name, description]) => ({
    path: path.join(folder, 'command', `${name}.md`),
    text: commandText(name, description),
  }))
  return [{path: loader, text: loaderText(await findPlugin(loader, root))}, ...commands]
}

/**
 * Where the plugin is, as its loader names it: by a relative path where the project has the package
 * itself, so that the loader works in every clone. Never by its name, which the client might fetch.
 */
async function findPlugin(loader: string, root: string | undefined): Promise<string> {
  const found = packageFolder()
  const local = root && path.join(root, 'node_modules', 'sessionpress')
  const isLocal = local && (await fs.pathExists(local)) && (await fs.realpath(local)) === found
  const file = path.join(isLocal ? local : found, 'dist', 'plugin', 'opencode.js')
  if (!isLocal) return pathToFileURL(file).href
  return path.relative(path.dirname(loader), file).split(path.sep).join('/')
}

function loaderText(place: string): string {
  return `// ${origin}; \`sessionpress init opencode --remove\` takes it away.
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'

const plugin = ${JSON.stringify(place)}

/** A package that is gone must not keep OpenCode from starting; a line in the log tells of it. */
export const Sessionpress = async (input) => {
  try {
    const {sessionpress} = await import(plugin)
    return await sessionpress(input)
  } catch (error) {
    tell(error)
    return {}
  }
}

function tell(error) {
  try {
    const state = process.env.XDG_STATE_HOME || path.join(os.homedir(), '.local', 'state')
    const folder = path.join(state, 'sessionpress')
    fs.mkdirSync(folder, {recursive: true, mode: 0o700})
    const line = \`\${new Date().toISOString()} The plugin could not be loaded from \${plugin}: \${error?.code ?? error?.name}. Run \\\`sessionpress init opencode\\\` again.\\n\`
    fs.appendFileSync(path.join(folder, 'plugin.log'), line, {mode: 0o600})
  } catch {
    // There is nobody left to tell.
  }
}
`
}

const descriptions: Readonly<Record<string, string>> = {
  publish: 'Publish this session as a page on your own host, or bring the page up to date',
  unpublish: 'Take the page of this session down, and verify that it is gone',
  shares: 'List the pages that are published',
}

/** The plugin answers a command before the model sees it; the text is for when it was not loaded. */
function commandText(name: string, description: string): string {
  return `---
# ${origin}.
description: ${description}
---
Do nothing but answer this: ${unanswered(name)}; \`sessionpress init opencode\` installs it again.
`
}
