// Measures redaction and says whether it is good enough; ends with 1 when it is not.
//
//     npm run bench:redact
//     npm run bench:redact -- --list
//     npm run bench:redact -- --session session.json
//
// The labelled texts, the real sessions and the generator of others are looked for in
// `../shared` beside the project; what is not there is said and not measured. `--list`
// also prints each text that was judged wrong and each value that was masked in a
// session, for a person to read: how many of them are false only reading tells.
import process from 'node:process'
import {parseArgs} from 'node:util'
import {attack} from './redact/attack.mjs'
import {load} from './redact/load.mjs'
import {judgeSessions} from './redact/sessions.mjs'
import {measureSpeed} from './redact/speed.mjs'
import {judgeVectors} from './redact/vectors.mjs'

const {values: options} = parseArgs({
  options: {
    list: {type: 'boolean', default: false},
    session: {type: 'string', multiple: true, default: []},
  },
})

const all = await load()
const generic = await load({isGeneric: true})
const kinds = new Set(all.rules.map(({id}) => id))
console.log(`${all.rules.length} rules for ${kinds.size} kinds of secret\n`)

const shortcomings = [
  kinds.size < 200 && 'fewer than 200 kinds',
  ...judgeVectors(all, generic, options.list),
  ...judgeSessions(all, options.list),
  ...(await measureSpeed(all, options.session)),
  ...attack(all),
].filter(Boolean)

console.log(
  shortcomings.length === 0 ? '\nEvery bar is met.' : `\nShort: ${shortcomings.join('; ')}`,
)
if (shortcomings.length > 0) process.exitCode = 1
