import path from 'node:path'
import fs from 'fs-extra'
import {describe, expect, it} from 'vitest'
import {command, createWorld, run, session} from './run-command.js'

describe('a policy', () => {
  it('refuses with exit 3, and names file and key', async () => {
    const {env, home, project} = await createWorld()
    const file = path.join(home, 'policy.json')
    const at = {cwd: project, env: {...env, SESSIONPRESS_POLICY: file}}
    const shareIt = (...more: string[]) =>
      run(process.execPath, [command, 'share', session, '--to', './public', '--yes', ...more], at)

    await fs.writeFile(
      file,
      '{"targets": {"allow": [{"type": "directory", "path": "/srv/share"}]}}',
    )
    const refused = await shareIt()
    expect(refused).toMatchObject({status: 3, stdout: ''})
    expect(refused.stderr).toContain('[POLICY_REFUSED]')
    expect(refused.stderr).toContain(`\`targets.allow\` in \`${file}\``)

    await fs.writeFile(file, '{"share": "disabled"}')
    const disabled = await shareIt('--json')
    expect(disabled.status).toBe(3)
    expect(JSON.parse(disabled.stdout)).toMatchObject({
      error: {code: 'SHARE_DISABLED', message: expect.stringContaining(`\`share\` in \`${file}\``)},
    })

    await fs.writeFile(file, '{"share": "disabled",,}')
    const broken = await shareIt()
    expect(broken.status).toBe(1)
    expect(broken.stderr).toContain(`\`${file}\` line 1, column 22`)
    expect(await fs.readdir(project)).toEqual([])
  })

  it('is missed where the variable names a file that is not there', async () => {
    const {env, project} = await createWorld()
    const at = {cwd: project, env: {...env, SESSIONPRESS_POLICY: 'none.json'}}
    const {status, stderr} = await run(process.execPath, [command, 'export', session], at)
    expect(status).toBe(1)
    expect(stderr).toContain('[CONFIG_INVALID]')
    expect(stderr).toContain(path.join(project, 'none.json'))
  })
})

describe('a key that is wrong', () => {
  it('is named with its line, its column and the right one', async () => {
    const {run, project} = await createWorld()
    await fs.writeFile(path.join(project, 'sessionpress.json'), '{\n  "exlcude": ["cost"]\n}')
    const {status, stderr} = await run('export', session)
    expect(status).toBe(1)
    expect(stderr).toContain('line 2, column 3: `exlcude` is no known key')
    expect(stderr).toContain('Write `exclude` in its place.')
  })
})
