import process from 'node:process'
import fs from 'fs-extra'
import {describe, expect, it} from 'vitest'
import {command, createWorld, run, session} from './run-command.js'

describe.runIf(fs.existsSync('/dev/full'))('a result that cannot be written', () => {
  it('is said, with what stays done, and is no bug', async () => {
    const {env, project, run: runHere} = await createWorld()
    const line = `"${process.execPath}" "${command}" share "${session}" --to ./public --yes > /dev/full`
    const {status, stderr} = await run('sh', ['-c', line], {cwd: project, env})
    expect(status).toBe(1)
    expect(stderr).toMatch(/The result could not be written \(ENOSPC/)
    expect((await runHere('list')).stdout).toContain('live')
  })
})
