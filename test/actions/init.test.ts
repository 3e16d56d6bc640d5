import {mkdir, readdir, readFile, writeFile} from 'node:fs/promises'
import path from 'node:path'
import * as v from 'valibot'
import {describe, expect, it} from 'vitest'
import {init, targetQuestions, targets} from '../../src/index.js'
import {targetTypes} from '../../src/targets/registry.js'
import {makeWorld} from './world.js'

/** Answers to questions, the required ones or all, as the examples have them. */
function answer(type: string, isWanted: (isRequired: boolean) => boolean) {
  const questions = targetQuestions[type]?.questions ?? []
  return Object.fromEntries(
    questions
      .filter(({isRequired}) => isWanted(isRequired))
      .map(({key, kind, example}) => [
        key,
        kind === 'list' ? example.split(' ') : kind === 'switch' ? example === 'true' : example,
      ]),
  )
}

describe.each(Object.keys(targetTypes))('init of a `%s` target', (type) => {
  const schema = targetTypes[type]?.schema ?? v.strictObject({})

  it('asks for what the type needs, and for nothing that it does not know', () => {
    expect(targetQuestions).toHaveProperty(type)
    expect(
      v.safeParse(
        schema,
        answer(type, (isRequired) => isRequired),
      ).issues,
    ).toBeUndefined()
    expect(
      v.safeParse(
        schema,
        answer(type, () => true),
      ).issues,
    ).toBeUndefined()
    const required = answer(type, (isRequired) => isRequired)
    for (const key of Object.keys(required)) {
      const {[key]: _, ...rest} = required
      expect(v.is(schema, rest), `without \`${key}\``).toBe(false)
    }
  })

  it('writes a file that describes it', async () => {
    const {options} = await makeWorld()
    const given = answer(type, () => true)
    const made = await init({...options, target: type, options: given, dryRun: true})
    expect(made).toMatchObject({type, name: type, isNew: true, checks: null})
    await writeFile(made.path, made.text)
    const [listed, ...more] = await targets(undefined, {...options, check: false})
    expect(more).toEqual([])
    expect(listed).toMatchObject({name: type, type, isDefault: true})
    expect(listed?.where).toBeTruthy()
  })

  it('refuses a file without what it needs, and says what that is', async () => {
    const {options, cwd} = await makeWorld()
    await expect(init({...options, target: type})).rejects.toMatchObject({
      code: 'USAGE_INVALID',
      hint: expect.stringContaining('--'),
    })
    expect(await readdir(cwd)).not.toContain('sessionpress.json')
  })
})

describe('init', () => {
  it.each([
    ['git@github.com:Acme/Site.git', 'https://acme.github.io/Site/'],
    ['https://github.com/acme/acme.github.io', 'https://acme.github.io/'],
    ['ssh://git@github.com/acme/site', 'https://acme.github.io/site/'],
    ['git@gitlab.com:acme/site.git', undefined],
    ['https://me:fake@github.com/acme/site', undefined],
    ['ext::sh -c whoami', undefined],
  ])('proposes for git pages what `origin` says: %s', async (remote, url) => {
    const {options, cwd} = await makeWorld()
    const lines = '[core]\n\trepositoryformatversion = 0\n[remote "origin"]\n\turl = '
    await mkdir(path.join(cwd, '.git/objects'), {recursive: true})
    await mkdir(path.join(cwd, '.git/refs'))
    await writeFile(path.join(cwd, '.git/HEAD'), 'ref: refs/heads/main\n')
    await writeFile(path.join(cwd, '.git/config'), `${lines}${remote}\n`)
    const env = {PATH: process.env.PATH}
    const surroundings = {...options.surroundings, env}
    let proposed: Record<string, string> | undefined
    const ask = async (wanted: {propose(type: string): Promise<Record<string, string>>}) => {
      proposed = await wanted.propose('github-pages')
      return {type: 'directory', name: 'site', options: {path: './public'}}
    }
    await init({...options, surroundings, ask, dryRun: true})
    const isPlain = !/fake|ext::/.test(remote)
    expect(proposed).toEqual({...(isPlain && {remote}), ...(url !== undefined && {url})})
  })

  it('keeps what somebody else wrote into the file meanwhile', async () => {
    const {options, cwd} = await makeWorld()
    const file = path.join(cwd, 'sessionpress.json')
    const call = {...options, target: 'directory', options: {path: './public'}}
    for (const there of [undefined, '{"confirm": false}']) {
      if (there !== undefined) await writeFile(file, there)
      const ask = async () => {
        await writeFile(file, '{"encrypt": true}')
        return {type: 'directory', name: 'site', options: {path: './public'}}
      }
      await expect(init({...call, ask})).rejects.toMatchObject({code: 'CONFIG_UNWRITABLE'})
      expect(await readFile(file, 'utf8')).toBe('{"encrypt": true}')
    }
  })
})
