import os from 'node:os'
import path from 'node:path'
import process from 'node:process'
import fs from 'fs-extra'
import {type Run, run} from '../commands/run-command.js'
import {type OpenCode, startOpenCode} from './open-code.js'
import {type ScriptedModel, startScriptedModel} from './scripted-model.js'

type Settings = Readonly<Record<string, unknown>>

export interface ClientWorldOptions {
  /** Program of the client: one that `inject('openCode')` names. */
  program: string
  /** What `opencode.json` of the project says besides the scripted model. @default nothing */
  config?: Settings
  /** What is configured besides of the provider of the model, and of the model itself. @default nothing */
  provider?: {options?: Settings; model?: Settings}
  /** Model of another world. @default one of its own */
  model?: ScriptedModel
}

/** A machine with the real client on it: a home and a project of its own, and a model that plays. */
export interface ClientWorld {
  /** Folder that holds everything of this machine, and goes with it. */
  root: string
  home: string
  project: string
  env: NodeJS.ProcessEnv
  model: ScriptedModel
  /** Write `opencode.json` of the project again, for clients that start from now on. */
  configure(config: Settings): Promise<void>
  /** Run the client to its end in the project's folder. */
  openCode(...parameters: string[]): Promise<Run>
  /** `opencode serve`, which the tests drive as its own terminal does. */
  serve(): Promise<OpenCode>
  /** What `opencode export` says of a session; by a file, since it cuts what goes into a pipe. */
  export(sessionID: string): Promise<unknown>
  /** End what was started here, and remove the machine. */
  close(): Promise<void>
}

/** Make a machine with the real client, and its project a git repository with one commit. */
export async function createClientWorld(options: ClientWorldOptions): Promise<ClientWorld> {
  const {program} = options
  // The real path: macOS keeps temporary folders behind a link.
  const root = await fs.realpath(await fs.mkdtemp(path.join(os.tmpdir(), 'client-')))
  const [home, project] = [path.join(root, 'home'), path.join(root, 'project')]
  const env = await environment(root, home)
  const model = options.model ?? (await startScriptedModel())
  const running: OpenCode[] = []
  const configure = (config: Settings) =>
    fs.writeJSON(path.join(project, 'opencode.json'), {...withModel(model, options), ...config})
  await makeProject(project, env)
  await configure(options.config ?? {})
  return {
    root,
    home,
    project,
    env,
    model,
    configure,
    openCode: (...parameters) => run(program, parameters, {cwd: project, env}),
    async serve() {
      const client = await startOpenCode(program, {cwd: project, env})
      running.push(client)
      return client
    },
    async export(sessionID) {
      const file = path.join(root, 'export.json')
      const call = ['-c', 'exec "$0" export "$1" > "$2"', program, sessionID, file]
      const {status, stderr} = await run('sh', call, {cwd: project, env})
      if (status !== 0) throw new Error(`OpenCode does not export \`${sessionID}\`: ${stderr}`)
      return fs.readJSON(file)
    },
    async close() {
      await Promise.all(running.map((client) => client.stop()))
      if (!options.model) await model.close()
      await fs.remove(root)
    },
  }
}

async function environment(root: string, home: string): Promise<NodeJS.ProcessEnv> {
  const temporary = path.join(root, 'tmp')
  await Promise.all([home, temporary].map((folder) => fs.ensureDir(folder)))
  return {
    PATH: process.env.PATH,
    HOME: home,
    TMPDIR: temporary,
    XDG_CONFIG_HOME: path.join(home, '.config'),
    XDG_DATA_HOME: path.join(home, '.local/share'),
    XDG_STATE_HOME: path.join(home, '.local/state'),
    XDG_CACHE_HOME: path.join(home, '.cache'),
    // It stays on this machine, and as it was installed.
    OPENCODE_DISABLE_MODELS_FETCH: '1',
    OPENCODE_DISABLE_AUTOUPDATE: '1',
    OPENCODE_DISABLE_LSP_DOWNLOAD: '1',
    OPENCODE_DISABLE_DEFAULT_PLUGINS: '1',
  }
}

async function makeProject(project: string, env: NodeJS.ProcessEnv): Promise<void> {
  await fs.outputFile(path.join(project, 'README.md'), '# A tea shop\n')
  const identity = ['-c', 'user.name=dev', '-c', 'user.email=dev@shop.example']
  for (const call of [
    ['init', '--quiet', '--initial-branch=main'],
    ['add', 'README.md'],
    [...identity, 'commit', '--quiet', '--message', 'Begin'],
  ]) {
    const {status, stderr} = await run('git', call, {cwd: project, env})
    if (status !== 0) throw new Error(`There is no repository to work in: ${stderr}`)
  }
}

/** What no rule for everything covers has one of its own. */
const unasked = ['*', 'bash', 'edit', 'webfetch', 'share_page']

/** The scripted model is the only one there is, and its agents may do everything unasked. */
function withModel({url}: ScriptedModel, {provider = {}}: ClientWorldOptions): Settings {
  const model = {name: 'Tea Large', tool_call: true, limit: {context: 200_000, output: 32_000}}
  return {
    $schema: 'https://opencode.ai/config.json',
    model: 'tea/tea-large',
    small_model: 'tea/tea-large',
    autoupdate: false,
    permission: Object.fromEntries(unasked.map((name) => [name, 'allow'])),
    provider: {
      tea: {
        npm: '@ai-sdk/openai-compatible',
        name: 'Tea',
        options: {baseURL: url, apiKey: 'not-a-key', ...provider.options},
        models: {'tea-large': {...model, ...provider.model}},
      },
    },
  }
}
