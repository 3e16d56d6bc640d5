import {spawnSync} from 'node:child_process'
import os from 'node:os'
import path from 'node:path'
import process from 'node:process'
import fs from 'fs-extra'
import {describe, expect, it, onTestFinished} from 'vitest'

/** Scripts as `npm run` calls them; nothing is measured here. */
const scripts: Record<string, string> = fs.readJsonSync('package.json').scripts

const row = {step: 'export', runs: 3, wall: 2000, cpu: 3000, loops: 100, parsings: 30, memory: 2e8}
const page = {name: 'index.html', task: 90, paint: 120, elements: 8000, said: [], asked: []}

function resultOf(rows: object[], loop = 30) {
  const date = '2000-01-01T00:00:00.000Z'
  return {
    machine: {date, node: 'v20.0.0', cores: 2, load: [0, 0, 0], loop},
    results: [{session: '100 entries', rows, pages: [page]}],
  }
}

describe('bench:compare', () => {
  it('prints every number as a multiple, and names what got worse by more than a tenth', async () => {
    const before = resultOf([row, {...row, step: 'share'}])
    const after = resultOf([
      {...row, wall: 2100, cpu: 4500, memory: 1e8},
      {...row, step: 'share', wall: 2200, parsings: 60},
    ])
    const {status, stdout} = await compare(before, after)
    expect(cellsOf(stdout, ' export ')).toEqual(
      '1.05× 1.50× 1.00× 1.00× 0.50× 1.00× 1.00× 1.00×'.split(' '),
    )
    expect(stdout.split('Worse by more than 10 %:\n')[1]?.trimEnd().split('\n')).toEqual([
      '  100 entries, export: CPU 1.50×',
      '  100 entries, share: × parsing 2.00×',
    ])
    expect(status).toBe(0)
  })

  it('ends with 1 when something got worse and `--limit` is given', async () => {
    const worse = resultOf([{...row, cpu: 4500}])
    expect((await compare(resultOf([row]), worse, '--limit')).status).toBe(1)
    expect((await compare(worse, resultOf([row]), '--limit')).status).toBe(0)
  })

  it('says that nothing got worse', async () => {
    const {stdout} = await compare(resultOf([row]), resultOf([{...row, cpu: 3300}]))
    expect(stdout).toContain('Nothing got worse by more than 10 %.')
  })

  it('names steps that only one of them has, and how the machines differ', async () => {
    const other = resultOf([row, {...row, step: 'another program'}], 60)
    const {stdout} = await compare(resultOf([row]), other)
    expect(stdout).toMatch(/another program +only in the second$/m)
    expect(stdout).toContain('The loop itself takes 2.00× as long')
  })

  it('keeps the columns below each other', async () => {
    const rows = [row, {...row, step: 'a program with a long name', wall: 1, cpu: 30_000}]
    const {stdout} = await compare(resultOf(rows), resultOf([row, {...rows[1], wall: 2000}]))
    const table = stdout.split('\n').filter((line) => /^(?:session|100 entries) /.test(line))
    const ends = table.map((line) => /.*?(?:wall|\d×)/.exec(line)?.[0].length)
    expect(table).toHaveLength(3)
    expect(new Set(ends).size).toBe(1)
  })

  it('refuses what is no result', async () => {
    expect(call('bench:compare', 'package.json', 'package.json')).toEqual({
      status: 2,
      stdout: '',
      stderr: 'error: `package.json` is no result of `npm run bench`.\n',
    })
    expect(call('bench:compare', 'package.json').stderr).toBe(
      'error: Give two files that `npm run bench` wrote.\n',
    )
  })
})

describe('bench', () => {
  // Refused before anything is measured, so also where nothing is built.
  it.each([
    ['a word', '--entries', 'many', '`--entries` takes a whole number', '`many` is none.'],
    ['a half', '--entries', '100,1.5', '`--entries` takes a whole number', '`1.5` is none.'],
    ['nothing between commas', '--entries', '100,,5', '`--entries` takes', '`` is none.'],
    ['zero', '--entries', '0', '`--entries` takes', '`0` is none.'],
    ['a program without places', '--program', 'x=true', '`--program` takes', '`x=true` is none.'],
    ['an unknown part', '--without', 'all', '`--without` takes `warm`', '`all` is none of them.'],
    ['an unknown option', '--entires', '100', "Unknown option '--entires'", ''],
  ])('refuses %s in one line', (_, option, value, ...parts) => {
    const {status, stdout, stderr} = call('bench', option, value)
    for (const part of parts) expect(stderr).toContain(part)
    expect(stderr).toMatch(/^error: .*\n$/)
    expect(stdout).toBe('')
    expect(status).toBe(2)
  })
})

async function compare(before: object, after: object, ...options: string[]) {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'bench-'))
  onTestFinished(() => fs.remove(folder))
  const files = [path.join(folder, 'before.json'), path.join(folder, 'after.json')]
  await fs.outputJson(files[0] ?? '', before)
  await fs.outputJson(files[1] ?? '', after)
  return call('bench:compare', ...files, ...options)
}

function call(script: string, ...parameters: string[]) {
  const [, file = ''] = scripts[script]?.split(' ') ?? []
  const {status, stdout, stderr} = spawnSync(process.execPath, [file, ...parameters], {
    encoding: 'utf8',
  })
  return {status, stdout, stderr}
}

/** The numbers in the first line that holds a text. */
function cellsOf(table: string, text: string): string[] {
  const line = table.split('\n').find((one) => one.includes(text)) ?? ''
  return line.match(/\d+\.\d+×/g) ?? []
}
