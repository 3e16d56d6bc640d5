import {expect, it} from 'vitest'
import {type FoundKeywords, keywordsIn} from '../../src/redact/keywords.js'
import {keywordsInView, rulesOf} from '../../src/redact/likely.js'
import {rules} from '../../src/redact/rules.js'
import {type View, viewsOf} from '../../src/redact/views.js'
import {randomFrom} from '../support/random.js'

it('finds the same rules at the same places in a view, whether it is told from the text or searched', () => {
  const random = randomFrom(11)
  let told = 0
  for (let round = 0; round < 4_000; round++) {
    const known = new Map<View, FoundKeywords>()
    for (const view of viewsOf(madeText(random))) {
      const whole = keywordsIn(view.text)
      known.set(view, whole)
      const before = view.made && known.get(view.made.from)
      if (!view.made || !before) continue
      const short = keywordsInView(view.text, view.made.shared, before)
      expect(rulesOf(short), JSON.stringify(view.text)).toEqual(rulesOf(whole))
      if (whole.found.length > 0) told++
    }
  }
  expect(told).toBeGreaterThan(4_000)
})

const keywords = rules.flatMap((rule) => rule.keywords)
const changes = [
  '\\u005f',
  '\\u006b',
  '&amp;',
  '&#95;',
  '%6b',
  '%2D',
  '\\_',
  '\\-',
  '\u200b',
  'a\b',
]
const changed = [...changes, '\u001b[0m', '\\/', 'x**y', '&#107;ey', '%5Cu005f', 'to\u00adken', '`']

/** Words of rules between signs of which views are made, whole and with such a sign inside. */
function madeText(random: () => number): string {
  const parts = Array.from({length: 1 + Math.floor(random() * 8)}, () => {
    const word = pick(keywords, random)
    const at = Math.floor(random() * (word.length + 1))
    const filler = ' filler'.repeat(Math.floor(random() * 30))
    const kind = random()
    if (kind < 0.3) return word
    if (kind < 0.6) return word.slice(0, at) + pick(changed, random) + word.slice(at)
    return kind < 0.8 ? filler : pick(changed, random)
  })
  return parts.join(random() < 0.5 ? '' : ' ')
}

function pick(items: readonly string[], random: () => number): string {
  return items[Math.floor(random() * items.length)] ?? ''
}
