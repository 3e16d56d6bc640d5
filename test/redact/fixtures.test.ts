import path from 'node:path'
import fs from 'fs-extra'
import {describe, expect, it} from 'vitest'
import {root} from '../support/case.js'
import {redactText} from './redact-text.js'

const folder = path.join(root, 'fixtures/redact')

/**
 * Each folder in `fixtures/redact` is a test: `ok.*` holds what must stay as it
 * is, `ng.*` what must be masked, with what it becomes in `expected.txt`. To add
 * a case, add a folder with an `input.txt` and run `npm test -- -u`; then read
 * `expected.txt` before you commit it.
 */
describe('redaction', async () => {
  for (const name of (await fs.readdir(folder)).sort()) {
    const [kind, what = ''] = name.split('.')
    const title = what.replaceAll('-', ' ')
    it(kind === 'ok' ? `leaves ${title}` : `masks ${title}`, async () => {
      const input = await fs.readFile(path.join(folder, name, 'input.txt'), 'utf8')
      const output = redactText(input)
      if (kind === 'ok') expect(output).toBe(input)
      else {
        expect(output).not.toBe(input)
        await expect(output).toMatchFileSnapshot(path.join(folder, name, 'expected.txt'))
      }
      // Once is enough: nothing is left to find.
      expect(redactText(output)).toBe(output)
      const known = kind === 'ok' ? ['input.txt'] : ['expected.txt', 'input.txt']
      const files = await fs.readdir(path.join(folder, name))
      expect(files.filter((file) => !known.includes(file))).toEqual([])
    })
  }
})
