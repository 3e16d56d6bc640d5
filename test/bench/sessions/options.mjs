import {parseArgs} from 'node:util'
import {Refusal} from './refusal.mjs'

/** What can be left out, so that a look at the rest is quick. */
const parts = ['warm', 'growing', 'pages']

/**
 * What was asked for on the command line.
 *
 * @throws Refusal that says in one line what cannot be read
 */
export function readOptions(parameters) {
  const {values} = parseArgs({
    args: parameters,
    options: {
      entries: {type: 'string'},
      session: {type: 'string', multiple: true, default: []},
      program: {type: 'string', multiple: true, default: []},
      without: {type: 'string', default: ''},
      runs: {type: 'string'},
      json: {type: 'string'},
      limit: {type: 'boolean', default: false},
    },
  })
  return {
    ...values,
    entries: values.entries === undefined ? undefined : values.entries.split(',').map(countOf),
    runs: values.runs === undefined ? undefined : numberOf('runs', values.runs),
    program: values.program.map(programOf),
    without: new Set(values.without.split(',').filter(Boolean).map(partOf)),
  }
}

function countOf(text) {
  return numberOf('entries', text, ', with commas between several, such as `100,1000`')
}

function numberOf(option, text, more = '') {
  const isNumber = /^[1-9]\d{0,6}$/.test(text)
  if (isNumber) return Number(text)
  throw new Refusal(`\`--${option}\` takes a whole number${more}; \`${text}\` is none.`)
}

function partOf(part) {
  if (parts.includes(part)) return part
  throw new Refusal(`\`--without\` takes \`${parts.join('`, `')}\`; \`${part}\` is none of them.`)
}

function programOf(text) {
  const [, name, line] = /^([^={}]+)=(.+)$/s.exec(text) ?? []
  const hasPlaces = line && /\{(?:input|folder)\}/.test(line) && line.includes('{output}')
  if (hasPlaces) return {name: name.trim(), line}
  throw new Refusal(
    `\`--program\` takes \`NAME=command with {input} and {output}\`; \`${text}\` is none.`,
  )
}
