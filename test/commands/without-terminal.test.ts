import path from 'node:path'
import process from 'node:process'
import fs from 'fs-extra'
import {describe, expect, it} from 'vitest'
import {command, createWorld, run, session} from './run-command.js'

describe('without a terminal', () => {
  it('nothing is public until somebody agrees', async () => {
    const {run, project} = await createWorld()
    const {status, stdout, stderr} = await run('share', session, '--to', './public')
    expect(stderr).toContain('[REVIEW_NEEDED]')
    expect(stdout).toBe('')
    expect(status).toBe(3)
    expect(await fs.readdir(project)).toEqual([])
  })

  it('a share without a target names the line that works', async () => {
    const {run} = await createWorld()
    const {status, stderr} = await run('share', session, '--yes')
    expect(stderr).toContain('[TARGET_UNCONFIGURED]')
    expect(stderr).toContain(`sessionpress share ${session} --to ./public`)
    expect(status).toBe(1)
  })

  it('a dry run leaves nothing and prints no URL', async () => {
    const {run, project, home} = await createWorld()
    const {status, stdout} = await run('share', session, '--to', './public', '--dry-run')
    expect(stdout).toBe('')
    expect(status).toBe(0)
    expect([...(await fs.readdir(project)), ...(await fs.readdir(home))]).toEqual([])
  })

  it('a share goes from the URL to the list and away again', async () => {
    const {run, project, env} = await createWorld()
    const shared = await run('share', session, '--to', './public', '--yes')
    expect(shared).toMatchObject({status: 0, stderr: ''})
    expect(shared.stdout).toMatch(/^file:\/\/\/.*\/public\/s_[0-9a-z]{26}\/index\.html\n$/)

    const again = await run('share', session, '--to', './public', '--yes', '--json')
    const {shareID, shareURL, sessionID} = JSON.parse(again.stdout)
    expect(`${shareURL}\n`).toBe(shared.stdout)

    const listed = await run('list')
    expect(listed.stdout.split('\t').slice(0, 2)).toEqual([shareID, 'live'])
    expect((await run('status', sessionID, '--check')).stdout).toMatch(/^online +yes$/m)
    expect((await run('status', session)).stdout).toContain(shareURL)

    const removed = await run('unshare', shareID, '--json')
    expect(JSON.parse(removed.stdout)).toMatchObject({shareID, shareURL: null, state: 'removed'})
    expect((await run('list', '--json')).stdout).toBe('[]\n')
    const status = JSON.parse((await run('status', sessionID, '--json')).stdout)
    expect(status).toMatchObject({shareID: null, shareURL: null})
    expect(await fs.readdir(path.join(project, 'public'))).toEqual([])
    expect(await fs.readdir(String(env.TMPDIR))).toEqual([])
  })

  it('everything can be taken down at once', async () => {
    const {run} = await createWorld()
    await run('share', session, '--to', './public', '--yes')
    const dry = await run('unshare', '--all', '--dry-run', '--json')
    expect(JSON.parse(dry.stdout)).toHaveLength(1)
    const {stdout, stderr, status} = await run('unshare', '--all')
    expect(stdout).toMatch(/^s_[0-9a-z]{26}\t/)
    expect(stderr).toBe('')
    expect(status).toBe(0)
  })

  it('every share that is named is taken down, and the last place that is named counts', async () => {
    const {run, project} = await createWorld()
    const sessions = [session, session.replace('feature', 'unicode')]
    for (const each of sessions) await run('share', each, '--to', './public', '--yes')
    const ids = await fs.readdir(path.join(project, 'public'))
    expect(ids).toHaveLength(2)
    const call = ['unshare', ...ids, '--to', './elsewhere', '--to', './public', '--json']
    const {stdout, status} = await run(...call)
    expect(
      JSON.parse(stdout)
        .map(({shareID}: {shareID: string}) => shareID)
        .sort(),
    ).toEqual(ids)
    expect(status).toBe(0)
    expect(await fs.readdir(path.join(project, 'public'))).toEqual([])
  })

  it('an export prints where it lies', async () => {
    const {run, project} = await createWorld()
    const page = path.join(project, 'page.html')
    expect(await run('export', session, '-o', 'page.html')).toEqual({
      status: 0,
      signal: null,
      stdout: `${page}\n`,
      stderr: '',
    })
    const {stdout} = await run('export', session, '--title', 'Two words', '--json')
    expect(JSON.parse(stdout)).toMatchObject({path: path.join(project, 'two-words')})
    expect(JSON.parse(stdout).files).toContain('index.html')
  })

  it('a session comes through standard input', async () => {
    const {env, project} = await createWorld()
    const parameters = [command, 'export', '-', '-o', 'page.html']
    const input = await fs.readFile(session, 'utf8')
    const {status, stderr} = await run(process.execPath, parameters, {cwd: project, env, input})
    expect(stderr).toBe('')
    expect(status).toBe(0)
  })

  it('a share is found and removed by the session itself', async () => {
    const {run: runHere, env, project} = await createWorld()
    const {stdout} = await runHere('share', session, '--to', './public', '--yes', '--json')
    const input = await fs.readFile(session, 'utf8')
    const piped = (...call: string[]) =>
      run(process.execPath, [command, ...call, '-', '--json'], {cwd: project, env, input})
    expect((await piped('status')).stdout).toBe(stdout)
    expect(JSON.parse((await piped('unshare')).stdout)).toMatchObject({state: 'removed'})
    expect(await fs.readdir(path.join(project, 'public'))).toEqual([])
  })

  it('a failure is told in two lines, and as JSON where that was asked for', async () => {
    const {run} = await createWorld()
    const {status, stdout, stderr} = await run('export', './none.json', '--json')
    expect(JSON.parse(stdout).error.code).toBe('SESSION_NOT_FOUND')
    expect(stderr).toMatch(/^error: .* \[SESSION_NOT_FOUND\]\nhint: .*\n$/)
    expect(status).toBe(1)
  })
})

describe('on an odd machine', () => {
  it('works without `HOME`', async () => {
    const {run, env, project} = await createWorld()
    delete env.HOME
    Object.assign(env, {XDG_STATE_HOME: path.join(project, 'state')})
    expect((await run('list', '--json')).stdout).toBe('[]\n')
    expect((await run('export', session, '-o', 'page.html')).status).toBe(0)
    expect((await run('--help')).status).toBe(0)
  })

  it('a closed pipe is no failure', async () => {
    const {env, project} = await createWorld()
    const line = `"${process.execPath}" "${command}" share --help | { exec 0<&-; sleep 1; }; echo "\${PIPESTATUS[0]}"`
    const {stdout, stderr} = await run('bash', ['-c', line], {cwd: project, env})
    expect(stderr).toBe('')
    expect(stdout).toBe('0\n')
  })

  it('a closed standard error keeps nobody from the result', async () => {
    const {env, project} = await createWorld()
    const line = `"${process.execPath}" "${command}" export "${session}" -o page.html 2>&-`
    const {stdout, status} = await run('bash', ['-c', line], {cwd: project, env})
    expect(stdout).toBe(`${path.join(project, 'page.html')}\n`)
    expect(status).toBe(0)
  })

  it('a title obeys nobody', async () => {
    const {run} = await createWorld()
    const title = 'a\x1b]0;owned\x07b\x1b[2Jc\u202ed\u009b31m\ne'
    await run('share', session, '--to', './public', '--yes', '--title', title)
    expect((await run('list')).stdout.split('\t')[3]).toBe('abcd e')
    const {stdout} = await run('list', '--json')
    expect(stdout).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]/)
    expect(JSON.parse(stdout)[0].title).toContain('\u202e')
  })
})
