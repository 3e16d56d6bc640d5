// Compares two results of `npm run bench`: every number of the second as a multiple
// of the first's, and which of them got worse.
//
//     npm run bench:compare -- before.json after.json
//
// Of every number less is better. `--limit` ends with 1 when one got worse.
import process from 'node:process'
import {parseArgs} from 'node:util'
import fs from 'fs-extra'
import {compareResults, findWorse} from './compare/compare-results.mjs'
import {formatComparison, formatWorse} from './compare/report.mjs'
import {Refusal, tellRefusal} from './sessions/refusal.mjs'

try {
  const {positionals, values} = parseArgs({
    allowPositionals: true,
    options: {limit: {type: 'boolean', default: false}},
  })
  if (positionals.length !== 2) throw new Refusal('Give two files that `npm run bench` wrote.')
  const [before, after] = positionals.map(read)
  const rows = compareResults(before, after)
  const worse = findWorse(rows)
  const lines = [...formatComparison(before, after, rows), '', ...formatWorse(worse)]
  for (const line of lines) console.log(line)
  if (values.limit && worse.length > 0) process.exitCode = 1
} catch (error) {
  tellRefusal(error)
}

function read(file) {
  if (!fs.existsSync(file)) throw new Refusal(`\`${file}\` is not there.`)
  const result = parse(file)
  if (Array.isArray(result?.results) && result.machine) return result
  throw new Refusal(`\`${file}\` is no result of \`npm run bench\`.`)
}

function parse(file) {
  try {
    return fs.readJsonSync(file)
  } catch {
    return undefined
  }
}
