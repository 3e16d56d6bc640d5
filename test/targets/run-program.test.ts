import path from 'node:path'
import process from 'node:process'
import fs from 'fs-extra'
import {describe, expect, it, onTestFinished} from 'vitest'
import {runProgram} from '../../src/targets/run-program.js'
import {temporaryFolder} from '../support/case.js'

describe.skipIf(process.platform === 'win32')('runProgram', () => {
  it('waits for no program that another one left running', async () => {
    const {words, isRunning} = await leaving('process.stdout.write("done")')
    const {status, stdout} = await run(words)
    expect([status, stdout.toString()]).toEqual([0, 'done'])
    expect(isRunning()).toBe(true)
  })

  it.each([
    ['says nothing', 'setInterval(() => {}, 1000)', {patience: 1_000}],
    [
      'says too much',
      'setInterval(() => process.stdout.write("x".repeat(999)), 1)',
      {limit: 9_999},
    ],
  ])('ends one that %s, whatever that has started', async (what, script, options) => {
    const {words, isRunning} = await leaving(script)
    await expect(run(words, options)).rejects.toMatchObject({
      code: 'TARGET_UNAVAILABLE',
      message: expect.stringContaining(what.replace('says', 'said')),
    })
    expect(isRunning()).toBe(true)
  })
})

/** A program that starts another one, which holds its output open until the test ends. */
async function leaving(script: string) {
  const file = path.join(await temporaryFolder(), 'pid')
  await fs.ensureDir(path.dirname(file))
  const start = `const {spawn} = require('node:child_process')
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], {stdio: 'inherit', detached: true})
    child.unref()
    require('node:fs').writeFileSync(${JSON.stringify(file)}, String(child.pid))`
  const pid = () => Number(fs.readFileSync(file, 'utf8'))
  onTestFinished(() => void process.kill(pid()))
  return {
    words: [process.execPath, '-e', `${start}\n${script}`],
    isRunning: () => process.kill(pid(), 0),
  }
}

function run([program = '', ...parameters]: string[], options: object = {}) {
  return runProgram(program, parameters, {env: process.env, ...options})
}
