import {execFileSync} from 'node:child_process'
import path from 'node:path'
import process from 'node:process'
import {build} from 'esbuild'
import fs from 'fs-extra'
import {describe, expect, it, onTestFinished} from 'vitest'
import {runProgram} from '../../src/targets/run-program.js'
import {temporaryFolder} from '../support/case.js'

const isUnix = process.platform !== 'win32'

describe.runIf(isUnix)('a program that leaves another one behind', () => {
  it('has ended when it has, with all that it said', async () => {
    const {script, pid} = await leaveBehind('echo said; exit 3')
    const result = await runProgram('sh', ['-c', script], {env: process.env})
    expect(result.status).toBe(3)
    expect(result.stdout.toString()).toBe('said\n')
    expect(isRunning(await pid())).toBe(true)
  })

  it('is given up when it says nothing, whoever holds its pipes', async () => {
    const {script, pid} = await leaveBehind('wait')
    const run = runProgram('sh', ['-c', script], {env: process.env, patience: 500})
    await expect(run).rejects.toMatchObject({
      code: 'TARGET_UNAVAILABLE',
      message: '`sh` failed: it said nothing for 0.5 s.',
    })
    expect(isRunning(await pid())).toBe(true)
  })
})

it.runIf(isUnix)('tells of too few file handles as an expected failure', async () => {
  const folder = await temporaryFolder()
  const file = path.join(folder, 'run.mjs')
  await build({
    stdin: {
      contents: `
        import fs from 'node:fs'
        import 'node:child_process'
        import {runProgram} from './src/targets/run-program.ts'
        import {connect} from './src/targets/ssh/connection.ts'
        const open = []
        try { for (;;) open.push(fs.openSync('/dev/null')) } catch {}
        const alone = {offer: [], join: []}
        const way = {host: 'nowhere.invalid', config: undefined, more: [], env: process.env}
        const ends = await Promise.allSettled([
          runProgram('true', [], {env: process.env}),
          connect(way, alone),
        ])
        for (const each of open) fs.closeSync(each)
        console.log(ends.map(({reason}) => reason?.code + ' ' + reason?.message).join('\\n'))`,
      resolveDir: path.resolve(import.meta.dirname, '../..'),
    },
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile: file,
  })
  const said = execFileSync('sh', ['-c', 'ulimit -n 64; exec "$0" "$1"', process.execPath, file])
  expect(said.toString().trim().split('\n')).toEqual([
    'TARGET_UNAVAILABLE `true` failed: the system does not start it (EMFILE).',
    'TARGET_UNAVAILABLE `ssh` failed: the system does not start it (EMFILE).',
  ])
})

/** A script that begins a program that holds the script's pipes for longer than any test lasts. */
async function leaveBehind(rest: string): Promise<{script: string; pid(): Promise<number>}> {
  const file = path.join(await temporaryFolder(), 'pid')
  const pid = async () => Number(await fs.readFile(file, 'utf8'))
  onTestFinished(async () => {
    process.kill(await pid())
  })
  return {script: `sleep 600 & echo $! > '${file}'; ${rest}`, pid}
}

function isRunning(pid: number): boolean {
  return process.kill(pid, 0)
}
