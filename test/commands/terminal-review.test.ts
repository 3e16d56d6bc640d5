import path from 'node:path'
import fs from 'fs-extra'
import {describe, expect, it} from 'vitest'
import {createReviewWorld, guess, sessionOf, textsIn, token} from './review-world.js'
import {hasTerminal, runOnTerminal, type TerminalRun} from './run-on-terminal.js'

const enter = '\r'
const down = '\x1b[B'
const interrupt = '\x03'
const escapeKey = '\x1b'
const leak = `passphrase: ${guess}`
const question = /of \d: It is masked\./

type World = Awaited<ReturnType<typeof createReviewWorld>>

describe.skipIf(!hasTerminal)('`review` on a terminal (with `script` of util-linux)', () => {
  it('shows each finding, and leaves what is decided later undecided', async () => {
    const world = await createReviewWorld(sessionOf([['bash', leak]]))
    const terminal = review(world)
    await terminal.sees('1 of 1: It is masked.')
    expect(terminal.screen()).toMatch(/undecided +possible-secret:[0-9a-f]{8} +1 +only…ew/)
    expect(terminal.screen()).toContain('#t1-1 bash, output')
    terminal.types(enter)
    expect(await terminal.ended).toBe(3)
    expect(terminal.screen()).toContain('One thing is left to decide.')
    expect(terminal.screen()).not.toContain(guess)
    expect(longest(terminal)).toBeLessThanOrEqual(100)
  })

  it('keeps masked what shall stay masked', async () => {
    const world = await createReviewWorld(sessionOf([['bash', leak]]))
    expect(await answer(world, 'Keep it masked')).toBe(0)
    expect((await world.run('review', 'session.json')).stdout).toMatch(/redacted +possible-secret/)
    expect(await publicOf(world)).not.toContain(guess)
  })

  it('lets out once what is allowed here', async () => {
    const world = await createReviewWorld(sessionOf([['bash', leak]]))
    expect(await answer(world, 'Let it out, in this session')).toBe(0)
    expect((await publicOf(world)).includes(guess)).toBe(true)
    expect(await fs.pathExists(world.config)).toBe(false)
  })

  it('writes what is always allowed to the configuration, whose comments stay', async () => {
    const world = await createReviewWorld(sessionOf([['bash', leak]]))
    await fs.outputFile(world.config, '{\n  // mine\n  "confirm": false\n}\n')
    expect(await answer(world, 'Let it out always')).toBe(0)
    const config = await fs.readFile(world.config, 'utf8')
    expect(config).toContain('  // mine\n')
    expect(config).toMatch(/"allow": \[\s*"possible-secret:[0-9a-f]{8}"\s*\]/)
    expect(config).not.toContain(guess)
  })

  it('leaves out the part that a finding stands in', async () => {
    const world = await createReviewWorld(sessionOf([['bash', leak]]))
    expect(await answer(world, 'Leave out the part')).toBe(0)
    expect((await world.run('review', 'session.json')).stdout).toContain(
      'left out by choice: a part of an answer',
    )
    expect(await publicOf(world)).not.toMatch(/passphrase/)
  })

  it('offers to look at a picture, says where it lies without a browser, and removes it', async () => {
    const world = await createReviewWorld(sessionOf([], {pictures: 1}))
    const terminal = review({...world, env: {...world.env, PATH: await pathWithoutBrowser(world)}})
    await terminal.sees('1 of 1: No rule can read it.')
    terminal.types(enter)
    await terminal.sees(/No browser could be started for file:\/\/\S+\.png/)
    await terminal.sees(/No browser[\s\S]*1 of 1: No rule can read it\./)
    terminal.types(down)
    await terminal.sees(/● I know what it shows/)
    terminal.types(enter)
    expect(await terminal.ended).toBe(0)
    expect(await fs.readdir(world.temporary)).toEqual([])
    expect((await world.run('review', 'session.json')).status).toBe(0)
  })

  it.each([
    ['Ctrl-C', interrupt],
    ['Esc', escapeKey],
  ])('keeps at %s what was decided before, and leaves nothing else', async (_, key) => {
    const world = await createReviewWorld(sessionOf([['bash', leak]], {pictures: 1}))
    const terminal = review(world)
    await choose(terminal, '1 of 2: No rule can read it.', 'I know what it shows')
    await terminal.sees('2 of 2: It is masked.')
    terminal.types(key)
    expect(await terminal.ended).toBe(130)
    expect(await fs.readdir(world.temporary)).toEqual([])
    const {stdout} = await world.run('review', 'session.json')
    expect(stdout).toMatch(/undecided +possible-secret/)
    expect(stdout).toMatch(/seen +image:/)
  })

  it('asks nothing with `--json`, and nothing that a policy decided', async () => {
    const world = await createReviewWorld(sessionOf([['bash', leak]]))
    const terminal = review(world, '--json')
    expect(await terminal.ended).toBe(3)
    expect(terminal.screen()).not.toMatch(question)

    const policy = path.join(world.home, 'policy.json')
    await fs.writeJson(policy, {redact: {patterns: ['only-fake-[a-z-]+']}})
    const second = review({...world, env: {...world.env, SESSIONPRESS_POLICY: policy}})
    expect(await second.ended).toBe(0)
    expect(second.screen()).not.toMatch(question)
    expect(second.screen()).toMatch(/redacted +possible-secret\S+ .*\n +A policy wants it masked/)
  })
})

describe.skipIf(!hasTerminal)('`share` on a terminal', () => {
  it('shows the short form in aligned columns, and asks once a session and target', async () => {
    const world = await createReviewWorld(sessionOf([['bash', `${leak} ${token}`]], {pictures: 1}))
    const call = ['share', 'session.json', '--to', './public', '--encrypt', '--drop-turn', '2']
    await fs.writeJson(world.file, twoTurns())
    const terminal = runOnTerminal(world, call)
    await terminal.sees('Make this public?')
    const rows = terminal
      .screen()
      .split('\n')
      .filter((line) => /^[a-z ]{12}\S/.test(line))
    expect(rows.map((line) => line.slice(0, 12).trim())).toEqual([
      ...['title', 'target', 'url', 'public', 'files', 'opens with', 'left out'],
      ...['redacted', 'undecided'],
    ])
    expect(terminal.screen()).toContain('opens with  its link alone\n')
    expect(terminal.screen()).toContain('left out    prompt 2\n')
    expect(terminal.screen()).toMatch(/undecided {3}2; `sessionpress review` shows what\n/)
    terminal.types('y')
    expect(await terminal.ended).toBe(0)

    const again = runOnTerminal(world, call)
    expect(await again.ended).toBe(0)
    expect(again.screen()).not.toContain('Make this public?')
    const elsewhere = runOnTerminal(world, ['share', 'session.json', '--to', './other'])
    await elsewhere.sees('Make this public?')
    elsewhere.types('n')
    expect(await elsewhere.ended).toBe(3)
  })
})

function review(world: World, ...more: string[]): TerminalRun {
  return runOnTerminal(world, ['review', 'session.json', ...more])
}

/** Answer the one question there is. */
async function answer(world: World, label: string): Promise<number | null> {
  const terminal = review(world)
  await choose(terminal, question, label)
  return await terminal.ended
}

/** Go from the last choice, which waits, to another. */
async function choose(terminal: TerminalRun, asked: string | RegExp, label: string): Promise<void> {
  await terminal.sees(asked)
  for (let steps = 0; steps < 6 && !chosen(terminal).startsWith(label); steps += 1) {
    const before = terminal.screen().length
    terminal.types(down)
    await expect.poll(() => terminal.screen().length, {timeout: 5000}).toBeGreaterThan(before)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  expect(chosen(terminal)).toContain(label)
  terminal.types(enter)
}

function chosen(terminal: TerminalRun): string {
  return terminal.screen().split('● ').at(-1) ?? ''
}

function longest(terminal: TerminalRun): number {
  return Math.max(
    ...terminal
      .screen()
      .split('\n')
      .map((line) => line.length),
  )
}

async function publicOf(world: World): Promise<string> {
  await world.run('share', 'session.json', '--to', './public', '--yes')
  return await textsIn(path.join(world.project, 'public'))
}

/** Programs that the test needs, and none that opens a page. */
async function pathWithoutBrowser(world: World): Promise<string> {
  const folder = path.join(world.home, 'bin')
  await fs.ensureDir(folder)
  for (const name of ['stty', 'bash', 'sh', 'script', 'env']) {
    const found = [`/usr/bin/${name}`, `/bin/${name}`].find((file) => fs.existsSync(file))
    if (found) await fs.ensureSymlink(found, path.join(folder, name))
  }
  return folder
}

function twoTurns() {
  const first = sessionOf([['bash', `${leak} ${token}`]], {pictures: 1})
  const second = JSON.parse(JSON.stringify(sessionOf([['read', 'x']])).replaceAll('msg_', 'msg_2'))
  return {...first, messages: [first.messages, second.messages].flat()}
}
