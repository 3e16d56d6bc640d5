import path from 'node:path'
import fs from 'fs-extra'
import {describe, expect, it} from 'vitest'
import {hostileSession} from '../support/hostile-session.js'
import {createReviewWorld, guess, sessionOf, token} from './review-world.js'

describe('`review` without a terminal', () => {
  it('asks nobody, shows everything, and ends with 3 while something is undecided', async () => {
    const world = await createReviewWorld(
      sessionOf([['bash', `passphrase: ${guess} ${token}`]], {pictures: 1}),
    )
    const {status, stdout, stderr} = await world.run('review', 'session.json')
    expect(status).toBe(3)
    expect(stderr).toBe(
      '2 things are left to decide. Run `sessionpress review session.json` on a terminal to do so.\n',
    )
    expect(stdout).toMatch(/^A review \(ses_review\)\n\nWhat becomes public\n {2}messages +2\n/)
    expect(stdout).toMatch(/\n {2}tool calls +1 {2}bash 1\n/)
    expect(stdout).toMatch(
      /\n {2}undecided +image:[0-9a-f]{8} +1 +shot\.png, image\/png, \d+ bytes/,
    )
    expect(stdout).toMatch(
      /\n {2}undecided +possible-secret:[0-9a-f]{8} +1 .*\n {6}#t1-1 bash, output\n/,
    )
    expect(stdout).toMatch(/\n {2}redacted +github-token:[0-9a-f]{8} +1 +ghp_…\S\S +GitHub token\n/)
    expect(stdout).not.toContain(guess)
    expect(stdout).not.toContain(token)
    expect(columnsOf(stdout)).toBe(1)
  })

  it('ends with 0 where nothing is undecided, and says that nothing was found', async () => {
    const world = await createReviewWorld(sessionOf([['bash', 'fine']]))
    const {status, stdout, stderr} = await world.run('review', 'session.json')
    expect({status, stderr}).toEqual({status: 0, stderr: ''})
    expect(stdout).toContain('What was found\n  Nothing.')
  })

  it('prints JSON alone for scripts', async () => {
    const world = await createReviewWorld(sessionOf([['bash', `passphrase: ${guess}`]]))
    const {status, stdout, stderr} = await world.run('review', 'session.json', '--json')
    expect({status, stderr}).toEqual({status: 3, stderr: ''})
    const found = JSON.parse(stdout)
    expect(Object.keys(found)).toEqual(['sessionID', 'title', 'public', 'left', 'findings'])
    expect(found.findings[0]).toMatchObject({
      ...{type: 'redaction', rule: 'possible-secret', confidence: 'unsure', count: 1, files: []},
      ...{state: 'undecided', isDemanded: false},
      places: [{sessionID: 'ses_review', turn: 1, block: 1, what: 'bash', field: 'output'}],
    })
    expect(stdout).not.toContain(guess)
  })

  it('shows what the gate would refuse, once for all files', async () => {
    const world = await createReviewWorld(sessionOf([['bash', 'fine']]))
    await fs.writeFile(path.join(world.project, 'house.css'), `/* ${token} */\n`)
    const call = ['review', 'session.json', '--style', 'house.css', '--embed', '1'] as const
    const {status, stdout} = await world.run(...call)
    expect(status).toBe(3)
    expect(stdout).toMatch(/undecided +github-token:[0-9a-f]{8} +2 /)
    expect(stdout).toMatch(/\n {6}index\.html, line \d+\n/)
    expect(stdout).toMatch(/\n {6}embed\.html, line \d+\n/)
    expect(stdout).not.toContain(token)
  })

  it('says what was left out by choice', async () => {
    const world = await createReviewWorld(sessionOf([['bash', `passphrase: ${guess}`]]))
    const {status, stdout} = await world.run('review', 'session.json', '--exclude', 'tool-output')
    expect(status).toBe(0)
    expect(stdout).toContain('  left out by choice: a tool’s output\n')
  })

  it('stays of use with 2,000 findings, and has all of them as JSON', async () => {
    const calls = Array.from({length: 1000}, (_, at) => {
      const number = String(at).padStart(4, '0')
      const word = [...number].map((digit) => 'abdefghklm'[Number(digit)]).join('')
      return [
        'bash',
        `ghp_${`Fake${number}Token`.repeat(3).slice(0, 36)}\npassphrase: only-fake-${word}-for-tests`,
      ] as const
    })
    const world = await createReviewWorld(sessionOf(calls))
    const {status, stdout} = await world.run('review', 'session.json')
    expect(status).toBe(3)
    expect(stdout.split('\n').length).toBeLessThan(260)
    expect(stdout).toMatch(/and \d{3} more undecided: \d{3} × possible-secret\n/)
    expect(stdout).toContain('`--json` has them all.')
    const json = await world.run('review', 'session.json', '--json')
    expect(JSON.parse(json.stdout).findings.length).toBeGreaterThan(1900)
  }, 120_000)

  it('lets no sign of a session command a terminal', async () => {
    const payloads = [
      '\x1b[2J\x1b]0;owned\x07\x1b]52;c;aGk=\x07 evil',
      '\u202egnp.exe\u2066\u200b\u061c hidden \u{e0041}',
      '\x9b31m\x90q\x9c\x08\x08\r\nfake  redacted  line',
    ]
    const texts = payloads.map((payload) => `${payload} passphrase: ${guess}`)
    const world = await createReviewWorld(hostileSession([...payloads, ...texts]))
    for (const more of [[], ['--json']]) {
      const {status, stdout, stderr} = await world.run('review', 'session.json', ...more)
      expect(status).toBe(3)
      expect(stdout + stderr).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]/)
      expect(stdout + stderr).not.toMatch(/(?![\u200c\u200d])\p{Cf}/u)
      expect(stdout.split('\n').filter((line) => line.startsWith('fake'))).toEqual([])
    }
  })
})

/** How many columns begin at different places in the rows of findings. */
function columnsOf(stdout: string): number {
  const rows = stdout.split('\n').filter((line) => /^ {2}(?:STATE|undecided|redacted) /.test(line))
  return new Set(rows.map((line) => /^ {2}\S+ +/.exec(line)?.[0].length)).size
}
