import {mkdir, readdir, readFile, stat, writeFile} from 'node:fs/promises'
import path from 'node:path'
import {describe, expect, it} from 'vitest'
import {
  exportSession,
  preview,
  type Review,
  type ReviewDecision,
  type ReviewFinding,
  review,
  share,
} from '../../src/index.js'
import type {JsonObject} from '../../src/session/json.js'
import {guess, sessionOf, textsIn, token} from '../commands/review-world.js'
import {makeWorld} from './world.js'

const leak = `passphrase: ${guess}`

describe('what a review tells', () => {
  it('says what becomes public, what stays, and where each finding stands', async () => {
    const {file, options} = await worldWith(
      sessionOf([['bash', `${leak} ${token}`]], {pictures: 1, title: `Ask ${token}`}),
    )
    const found = await review(file, options)
    expect(found).toMatchObject({
      sessionID: 'ses_review',
      title: 'Ask [redacted:github-token#1]',
      public: {
        ...{messages: 2, toolCalls: 1, files: 0, images: 1, subagents: 0},
        ...{tools: [{name: 'bash', count: 1}], changes: [], subagentTitles: []},
      },
      left: {chosen: []},
    })
    expect(found.public.bundle.map(({path: name}) => name)).toContain('index.html')
    expect(found.left.always.join()).toMatch(/system prompts.*whole files.*other session/)
    expect(found.findings.map(({state, type, rule}) => [state, type, rule])).toEqual([
      ['undecided', 'file', 'image'],
      ['undecided', 'redaction', 'possible-secret'],
      ['redacted', 'redaction', 'github-token'],
    ])
    expect(found.findings[1]).toMatchObject({
      ...{id: expect.stringMatching(/^possible-secret:[0-9a-f]{8}$/), count: 1},
      ...{confidence: 'unsure', files: [], isDemanded: false, sample: expect.stringMatching(/…/)},
      places: [{sessionID: 'ses_review', turn: 1, block: 1, what: 'bash', field: 'output'}],
    })
    expect(found.findings[2]?.places[0]).toMatchObject({turn: null, block: null, what: 'title'})
    expect(JSON.stringify(found)).not.toContain(guess)
    expect(JSON.stringify(found)).not.toContain(token)
  })

  it('tells of the same picture once, with every place', async () => {
    const {file, options} = await worldWith(sessionOf([], {pictures: 2}))
    const found = await review(file, options)
    expect(found.findings).toMatchObject([{rule: 'image', state: 'undecided'}])
  })

  it('asks nobody where nobody is given, and writes no decision', async () => {
    const {file, options} = await worldWith(sessionOf([['bash', leak]]))
    await review(file, options)
    expect(await readdir(options.state)).toEqual(['key'])
  })
})

describe('what a person decides', () => {
  it('holds for the next review, for exports and for shares', async () => {
    const {file, options, content, publicFolder} = await worldWith(sessionOf([['bash', leak]]))
    const found = await decide(file, options, () => 'allow-once')
    expect(states(found)).toEqual(['allowed'])
    expect(states(await review(file, options))).toEqual(['allowed'])
    await share(file, {...options, to: './public', yes: true})
    expect((await textsIn(publicFolder)).includes(guess)).toBe(true)
    expect((await exported(file, content)).includes(guess)).toBe(true)
  })

  it('to keep it masked keeps it masked', async () => {
    const {file, options, publicFolder} = await worldWith(sessionOf([['bash', leak]]))
    expect(states(await decide(file, options, () => 'redact'))).toEqual(['redacted'])
    await share(file, {...options, to: './public', yes: true})
    expect((await textsIn(publicFolder)).includes(guess)).toBe(false)
  })

  it('once says nothing about another session, always does', async () => {
    const {file, options, cwd, home} = await worldWith(sessionOf([['bash', leak]]))
    const other = path.join(cwd, 'other.json')
    await writeFile(other, JSON.stringify(sessionOf([['bash', leak]], {id: 'ses_other'})))
    await decide(file, options, () => 'allow-once')
    expect(states(await review(other, options))).toEqual(['undecided'])
    await decide(other, options, () => 'allow-always')
    const config = await readFile(path.join(home, '.config/sessionpress/config.json'), 'utf8')
    expect(JSON.parse(config)).toEqual({
      redact: {allow: [expect.stringMatching(/^possible-secret:[0-9a-f]{8}$/)]},
    })
    const third = path.join(cwd, 'third.json')
    await writeFile(third, JSON.stringify(sessionOf([['bash', leak]], {id: 'ses_third'})))
    expect(states(await review(third, options))).toEqual(['allowed'])
  })

  it('to drop a block leaves it out of everything, and says so', async () => {
    const calls = [
      ['bash', leak],
      ['read', 'nothing here'],
    ] as const
    const {file, options, publicFolder} = await worldWith(sessionOf(calls))
    const found = await decide(file, options, () => 'drop')
    expect(found).toMatchObject({findings: [], left: {chosen: ['a part of an answer']}})
    expect(found.public.tools).toEqual([{name: 'read', count: 1}])
    await share(file, {...options, to: './public', yes: true})
    expect(await textsIn(publicFolder)).not.toMatch(/passphrase/)
  })

  it('to drop a block takes a picture out of every place', async () => {
    const {file, options, publicFolder} = await worldWith(sessionOf([['bash', 'x']], {pictures: 2}))
    const found = await decide(file, options, () => 'drop')
    expect(found.findings).toEqual([])
    await share(file, {...options, to: './public', yes: true})
    expect((await textsIn(publicFolder)).includes('iVBORw0KGgo')).toBe(false)
  })

  it('asks no more about what went with a dropped block', async () => {
    const {file, options} = await worldWith(sessionOf([['bash', `${leak}\n${leak}-2`]]))
    const asked: string[] = []
    await decide(file, options, ({id}) => {
      asked.push(id)
      return 'drop'
    })
    expect(asked).toHaveLength(1)
  })

  it('to drop a block holds no share back once the person took the block back', async () => {
    const {file, options} = await worldWith(
      sessionOf([
        ['read', 'x'],
        ['bash', leak],
      ]),
    )
    await decide(file, options, () => 'drop')
    await writeFile(file, JSON.stringify(sessionOf([['read', 'x']])))
    expect(await share(file, {...options, to: './public', yes: true})).toMatchObject({
      state: 'live',
    })
  })

  it('is not asked to drop a block where that would not help', async () => {
    const child = sessionOf([['bash', leak]], {id: 'ses_child'})
    const inTitle = await worldWith(sessionOf([['bash', leak]], {title: leak}))
    expect(await choicesIn(inTitle)).toEqual([['redact', 'allow-once', 'allow-always']])
    const nested = await worldWith(sessionOf([['bash', 'x']], {children: [child]}))
    for (const choices of await choicesIn(nested)) expect(choices).not.toContain('drop')
  })

  it('that a picture was seen is remembered, and `--allow` can say it too', async () => {
    const {file, options} = await worldWith(sessionOf([], {pictures: 1}))
    const [finding] = (await review(file, options)).findings
    expect(states(await decide(file, options, () => 'seen'))).toEqual(['seen'])
    expect(states(await review(file, options))).toEqual(['seen'])
    const allow = [String(finding?.id)]
    const shared = await share(file, {...options, to: './public', yes: true, allow})
    expect(shared).toMatchObject({state: 'live'})
  })

  it('stays where the next question is interrupted', async () => {
    const {file, options} = await worldWith(sessionOf([['bash', leak]], {pictures: 1}))
    let count = 0
    const answers = decide(file, options, () => {
      count += 1
      if (count === 2) throw new Error('interrupted')
      return 'seen'
    })
    await expect(answers).rejects.toThrow('interrupted')
    expect(states(await review(file, options))).toEqual(['undecided', 'seen'])
  })

  it('is kept where this person alone can read it, without a value of the session', async () => {
    const {file, options, state, home} = await worldWith(
      sessionOf([['bash', `${leak}\ndb_password: second-fake-for-tests-only`]], {
        ...{pictures: 1, title: 'Very telling title'},
      }),
    )
    const answers: ReviewDecision[] = ['seen', 'allow-once', 'allow-always']
    await decide(file, options, () => answers.shift())
    const [name] = await readdir(path.join(state, 'reviews'))
    expect((await stat(path.join(state, 'reviews', String(name)))).mode & 0o777).toBe(0o600)
    const kept = (await textsIn(state)) + (await textsIn(path.join(home, '.config')))
    expect(kept).toContain('possible-secret:')
    expect(kept).not.toMatch(/only-fake|second-fake|telling|shot\.png|iVBOR|passphrase/)
  })

  it('that cannot be read stops everything that goes out', async () => {
    const {file, options, state, content} = await worldWith(sessionOf([['bash', leak]]))
    await decide(file, options, () => 'allow-once')
    const [name] = await readdir(path.join(state, 'reviews'))
    const damaged = path.join(state, 'reviews', String(name))
    await writeFile(damaged, '{"version": 1, "findings"')
    const code = 'LEDGER_UNREADABLE'
    await expect(review(file, options)).rejects.toMatchObject({code})
    const to = {...options, to: './public', yes: true}
    await expect(share(file, to)).rejects.toMatchObject({code})
    await expect(exportSession(file, content)).rejects.toMatchObject({code})
    await expect(preview(file, content)).rejects.toMatchObject({code})
    await writeFile(damaged, JSON.stringify({version: 2}))
    await expect(review(file, options)).rejects.toMatchObject({code})
  })
})

describe('what a policy demands', () => {
  it('is masked whatever was decided, and nobody is asked to allow it', async () => {
    const {file, options, home, publicFolder} = await worldWith(sessionOf([['bash', leak]]))
    await decide(file, options, () => 'allow-once')
    await decide(file, options, () => 'allow-always')
    await policy(home, {redact: {patterns: ['only-fake-[a-z-]+']}})
    let asked = 0
    const found = await decide(file, options, () => {
      asked += 1
      return 'allow-once'
    })
    expect(asked).toBe(0)
    expect(found.findings).toMatchObject([{state: 'redacted', isDemanded: true}])
    await share(file, {...options, to: './public', yes: true})
    expect((await textsIn(publicFolder)).includes(guess)).toBe(false)
  })

  it('is named as that by the review, and `--allow` of it is refused', async () => {
    const {file, options, home} = await worldWith(sessionOf([['bash', 'for Project Phoenix']]))
    await policy(home, {redact: {words: ['phoenix']}})
    const {findings} = await review(file, options)
    expect(findings).toMatchObject([{rule: 'own-word', state: 'redacted', isDemanded: true}])
    const allow = findings.map(({id}) => id)
    const shared = share(file, {...options, to: './public', yes: true, allow})
    await expect(shared).rejects.toMatchObject({
      code: 'USAGE_INVALID',
      message: `A policy wants \`${allow[0]}\` masked`,
    })
  })

  it('of a review is a finished one, which `yes` does not stand for', async () => {
    const {file, options, home} = await worldWith(sessionOf([['bash', leak]], {pictures: 1}))
    await policy(home, {review: true})
    const to = {...options, to: './public', yes: true}
    await expect(share(file, to)).rejects.toMatchObject({
      code: 'POLICY_REFUSED',
      hint: expect.stringContaining(`sessionpress review ${file}`),
    })
    await decide(file, options, ({type}) => (type === 'file' ? 'seen' : undefined))
    await expect(share(file, to)).rejects.toMatchObject({code: 'POLICY_REFUSED'})
    await decide(file, options, () => 'redact')
    expect(await share(file, to)).toMatchObject({state: 'live'})
  })

  it('of a review can be met by `--allow`, and a slip is named', async () => {
    const {file, options, home} = await worldWith(sessionOf([['bash', leak]], {pictures: 1}))
    await policy(home, {review: true})
    const ids = (await review(file, options)).findings.map(({id}) => id)
    const to = {...options, to: './public', yes: true}
    const slip = share(file, {...to, allow: [...ids, 'image:00000000']})
    await expect(slip).rejects.toMatchObject({code: 'USAGE_INVALID'})
    expect(await share(file, {...to, allow: ids})).toMatchObject({state: 'live'})
  })
})

type World = Awaited<ReturnType<typeof worldWith>>

async function worldWith(session: JsonObject) {
  const world = await makeWorld()
  const file = path.join(world.cwd, 'session.json')
  await writeFile(file, JSON.stringify(session))
  // As the person's own, so that calls without a ledger find it too.
  const xdg = path.join(world.home, 'xdg')
  const surroundings = {...world.options.surroundings, env: {XDG_STATE_HOME: xdg}}
  const state = path.join(xdg, 'sessionpress')
  const options = {...world.options, surroundings, state}
  return {...world, file, options, state, content: {surroundings}}
}

function decide(
  file: string,
  options: World['options'],
  answer: (finding: ReviewFinding) => ReviewDecision | undefined,
): Promise<Review> {
  return review(file, {...options, decide: async (finding) => answer(finding)})
}

async function choicesIn({file, options}: World): Promise<ReviewDecision[][]> {
  const offered: ReviewDecision[][] = []
  await review(file, {...options, decide: async (_, choices) => void offered.push(choices)})
  return offered
}

function states({findings}: Review): string[] {
  return findings.map(({state}) => state)
}

async function policy(home: string, content: JsonObject): Promise<void> {
  const folder = path.join(home, 'etc/sessionpress')
  await mkdir(folder, {recursive: true})
  await writeFile(path.join(folder, 'policy.json'), JSON.stringify(content))
}

async function exported(file: string, content: World['content']): Promise<string> {
  const output = path.join(path.dirname(file), 'page.html')
  const {path: written} = await exportSession(file, {...content, output})
  return await readFile(written, 'utf8')
}
