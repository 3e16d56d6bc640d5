import path from 'node:path'
import fs from 'fs-extra'
import {describe, expect, it} from 'vitest'
import {exportSession, loadSession} from '../src/index.js'
import {type Case, fixtureCases, root, surroundings, temporaryFolder} from './support/case.js'
import {findLost} from './support/lost.js'
import {readBundle} from './support/read-bundle.js'

/**
 * Each folder in `fixtures/sessions` is a test. To add a case, add a folder with
 * an input and run `npm test -- -u`; then read `expected/model.json` before you
 * commit it.
 */
describe('sessions', async () => {
  for (const fixture of await fixtureCases()) {
    describe(fixture.name.replaceAll('-', ' '), () => {
      it('becomes the expected model', async () => {
        const expected = path.join(root, 'fixtures/sessions', fixture.name, 'expected')
        const session = await loadSession(fixture.session, optionsOf(fixture))
        await expect(`${JSON.stringify(session, shortened, 1)}\n`).toMatchFileSnapshot(
          path.join(expected, 'model.json'),
        )
        // A snapshot cannot notice a file that is no longer made.
        expect(await fs.readdir(expected)).toEqual(['model.json'])
      })

      it('loses nothing on its way to page and Markdown', async () => {
        const output = path.join(await temporaryFolder(), 'out')
        expect(await findLost(fixture.session, {...optionsOf(fixture), output})).toEqual([])
      })

      it('gives the same bytes twice', async () => {
        expect(await exported(fixture)).toEqual(await exported(fixture))
      })
    })
  }
})

function optionsOf({source}: Case) {
  return {surroundings, ...(source === undefined ? {} : {source})}
}

async function exported(fixture: Case): Promise<string> {
  const output = path.join(await temporaryFolder(), 'out')
  await exportSession(fixture.session, {...optionsOf(fixture), output})
  return await readBundle(output)
}

/** Pictures and long outputs are told by their beginning: their end is not what a model can get wrong. */
function shortened(_name: string, value: unknown): unknown {
  if (typeof value !== 'string' || value.length <= 2000) return value
  return `${value.slice(0, 500)}… and ${value.length - 500} more`
}
