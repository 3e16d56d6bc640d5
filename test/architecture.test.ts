import path from 'node:path'
import fs from 'fs-extra'
import {describe, expect, it} from 'vitest'

const source = path.resolve(import.meta.dirname, '../src')

/** Every file of `src`, with its code and what it imports, relative imports as paths in `src`. */
const files = (await fs.readdir(source, {recursive: true, encoding: 'utf8'}))
  .map((file) => file.split(path.sep).join('/'))
  .filter((file) => file.endsWith('.ts'))
  .map((file) => {
    const code = fs.readFileSync(path.join(source, file), 'utf8')
    return {file, stage: stageOf(file), code, imports: importsOf(file, code)}
  })

/** Stages that data passes. They know the model, the errors, and nothing of each other. */
const stages = [
  'sources',
  'known-values',
  'redact',
  'render',
  'bundle',
  'cache',
  'gate',
  'targets',
  'ledger',
  'config',
  'preview',
  'encryption',
  'server',
]

/** What everybody may use. */
const ground = ['session', 'system', 'text', 'errors.ts']

/** What pure stages may use. */
const pureGround = ['session', 'text', 'errors.ts']

/** Folder or file of `src`: what it may import from `src` besides itself. */
const arrows: Record<string, string[]> = {
  'errors.ts': [],
  session: [],
  system: ['errors.ts'],
  text: [],
  ...Object.fromEntries(stages.map((stage) => [stage, ground])),
  redact: pureGround,
  // The rules are one table; the gate needs a thread and a clock, so it cannot live in `redact`, which is pure.
  gate: ['redact', ...ground],
  render: pureGround,
  actions: [...stages, ...ground],
  'index.ts': ['actions', ...stages, ...ground],
  // The plugin runs inside another program and has no command line.
  plugin: ['actions', 'index.ts', 'config', 'sources', 'ledger', ...ground],
  // What is asked for often takes its action alone: the library as a whole is many times as much to load.
  commands: ['actions', 'index.ts', 'system', 'text', 'errors.ts'],
  'cli.ts': ['commands', 'index.ts', 'system', 'text', 'errors.ts'],
}

describe('arrows go down', () => {
  it('every folder has its place', () => {
    const unknown = files.map(({stage}) => stage).filter((stage) => !(stage in arrows))
    expect([...new Set(unknown)]).toEqual([])
  })

  for (const [from, allowed] of Object.entries(arrows)) {
    it(`\`${from}\` imports ${allowed.join(', ') || 'nothing'}`, () => {
      const wrong = files
        .filter(({stage}) => stage === from)
        .flatMap(({file, imports}) =>
          imports
            .filter((name) => name.startsWith('src/'))
            .map((name) => stageOf(name.slice('src/'.length)))
            .filter((stage) => stage !== from && !allowed.includes(stage))
            .map((stage) => `${file} → ${stage}`),
        )
      expect(wrong).toEqual([])
    })
  }
})

describe('packages have their place', () => {
  const places: [RegExp, string[]][] = [
    [/^yargs/, ['cli.ts', 'commands']],
    [/^@clack\//, ['commands']],
    [/^(unified|rehype|remark|hast|mdast|shiki|@shikijs|diff2html)/, ['render']],
    [/^(libsql|node:sqlite)/, ['sources']],
    [/^jsonc-parser/, ['config', 'sources']],
    [/^node:http/, ['preview', 'server', 'sources']],
    [/^@secretlint\//, ['gate']],
    // A state in a bucket is reached as a target is: what both share lies in `system/s3`.
    [/^@(aws-sdk|smithy)\//, ['targets', 'system']],
    [/^node:worker_threads/, ['actions', 'gate']],
  ]
  for (const [pattern, allowed] of places) {
    it(`${pattern.source} only in ${allowed.join(' and ')}`, () => {
      expect(importers(pattern).filter(({stage}) => !allowed.includes(stage))).toEqual([])
    })
  }
})

describe('`redact` and `render` are pure', () => {
  const world =
    /\b(?:process\.|Date\.now|new Date\(\)|performance\.|Math\.random|setTimeout|setInterval|fetch\(|toLocale\w*|localeCompare|Intl\.)/
  const parts = files.filter(({stage}) => stage === 'redact' || stage === 'render')

  it('without file system, network, random and process', () => {
    const modules =
      /^(node:(fs|net|http|https|crypto|process|os|child_process|worker_threads|timers)\b|fs-extra)/
    const wrong = parts.filter(({imports}) => imports.some((name) => modules.test(name)))
    expect(wrong.map(({file}) => file)).toEqual([])
  })

  it('without clock and locale', () => {
    const wrong = parts.flatMap(({file, code}) => {
      const found = world.exec(withoutComments(code))
      return found ? [`${file}: ${found[0]}`] : []
    })
    expect(wrong).toEqual([])
  })
})

it('nothing is exported by default', () => {
  expect(files.filter(({code}) => /^export default\b/m.test(code)).map(({file}) => file)).toEqual(
    [],
  )
})

it('no file is named after nothing', () => {
  const wrong = files.filter(({file}) => /(^|\/)(utils?|helpers?|common|misc)\.ts$/.test(file))
  expect(wrong.map(({file}) => file)).toEqual([])
})

it('files are named in kebab-case', () => {
  const wrong = files.filter(({file}) => !/^[a-z0-9]+([-/][a-z0-9]+)*\.ts$/.test(file))
  expect(wrong.map(({file}) => file)).toEqual([])
})

it('only errors are classes', () => {
  const wrong = files.filter(
    ({file, code}) => file !== 'errors.ts' && /^(export )?class /m.test(code),
  )
  expect(wrong.map(({file}) => file)).toEqual([])
})

it('no test compares a message with a bare pattern, which vitest finds equal to any text', async () => {
  const folder = import.meta.dirname
  const names = await fs.readdir(folder, {recursive: true, encoding: 'utf8'})
  const wrong = names.filter((name) => {
    if (!name.endsWith('.ts')) return false
    return /\b(?:hint|message):\s*\//.test(fs.readFileSync(path.join(folder, name), 'utf8'))
  })
  expect(wrong).toEqual([])
})

function importers(pattern: RegExp): {file: string; stage: string}[] {
  return files
    .filter(({imports}) => imports.some((name) => pattern.test(name)))
    .map(({file, stage}) => ({file, stage}))
}

/** `render/page/top.ts` → `render`, `cli.ts` → `cli.ts`. */
function stageOf(file: string): string {
  return file.split('/')[0] ?? file
}

/** What a file imports, types included: packages by name, files by their path from the project's folder. */
function importsOf(file: string, code: string): string[] {
  const names = code.matchAll(/(?:\bfrom|\bimport|\bimport\()\s*'([^']+)'/g)
  return [...names].map(([, name = '']) =>
    name.startsWith('.')
      ? path.posix.join('src', path.posix.dirname(file), name).replace(/\.js$/, '.ts')
      : name,
  )
}

function withoutComments(code: string): string {
  return code.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1')
}
