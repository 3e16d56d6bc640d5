import path from 'node:path'
import fs from 'fs-extra'

const file = path.resolve(import.meta.dirname, '../../../../shared/vectors/secrets.jsonl')
const leastRecall = 0.97
const mostHits = 0.1
/** Of kinds that no rule knows, which the generic rules alone stand for. */
const leastGeneric = 0.9

/** How many labelled texts are judged right; what falls short. */
export function judgeVectors(all, generic, isListed) {
  if (!fs.pathExistsSync(file)) {
    console.log('Labelled texts: `../shared/vectors/secrets.jsonl` is not found.')
    return []
  }
  const lines = fs.readFileSync(file, 'utf8').trim().split('\n')
  const cases = lines.map((line) => JSON.parse(line))
  const {tp, fp} = judge(all, cases, isListed)
  const alone = judge(generic, cases, false)
  console.log(`found                    ${share(tp)}`)
  console.log(`found by generic rules   ${share(alone.tp)}, ${kindsOf(alone.tp)}`)
  console.log(`hit without need         ${share(fp)}`)
  return [
    rate(tp) < leastRecall && 'recall',
    rate(alone.tp) < leastGeneric && 'recall of the generic rules',
    rate(fp) > mostHits && 'texts without a secret that are hit',
  ]
}

/** A text is hit when a secret is found in it; folders and addresses are another matter. */
function judge({findSecrets}, cases, isListed) {
  const results = {tp: {hits: 0, all: 0, kinds: new Map()}, fp: {hits: 0, all: 0, kinds: new Map()}}
  for (const {label, rule, text} of cases) {
    const result = results[label]
    const found = findSecrets(text)
    const kind = result.kinds.get(rule) ?? {hits: 0, all: 0}
    result.kinds.set(rule, kind)
    for (const counts of [result, kind]) {
      counts.all++
      if (found.length > 0) counts.hits++
    }
    if (isListed && found.length > 0 === (label === 'fp')) {
      const by = found.map((secret) => secret.rule.id).join(', ')
      console.log(`${label === 'tp' ? 'missed' : 'hit'} ${rule}: ${JSON.stringify(text)} ${by}`)
    }
  }
  return results
}

function kindsOf({kinds}) {
  const half = [...kinds.values()].filter(({hits, all}) => hits * 2 >= all)
  return `${half.length} of ${kinds.size} kinds at least by half`
}

function rate({hits, all}) {
  return all === 0 ? 0 : hits / all
}

function share(counts) {
  return `${counts.hits} of ${counts.all} (${(100 * rate(counts)).toFixed(1)} %)`
}
