import type {Served} from '../targets/ask-address.js'

/** What is still served, by whom and until when, in a sentence or two. */
export function describeServed(answers: readonly Served[]): string {
  const [first, ...rest] = answers
  if (!first) return 'It is there.'
  const {status, address, by} = first
  const others = rest.slice(0, shown).map((answer) => answer.address)
  const more = rest.length > shown ? ` and ${rest.length - shown} more` : ''
  const too = others.length > 0 ? ` So do ${others.join(', ')}${more}.` : ''
  return `${address} still answers ${status}${by ? ` (${by})` : ''}.${too} ${describeEnd(answers)}`
}

/** What a page that is there, and is not the one that was published, may be. */
export function describeOther(answers: readonly Served[]): string {
  const [answer] = answers
  if (!answer) return 'What lies there is not what was published.'
  const {address, by} = answer
  return `${address} serves another version than was published${by ? ` (${by})` : ''}: an older one, or one that the host changed. ${describeEnd(answers)}`
}

/** How a page that should be there is missed. */
export function describeMissing(status: number | undefined): string {
  if (status === undefined) return 'Its page is not there.'
  return status === 200
    ? 'The address answers with another page.'
    : `The address answers ${status}.`
}

/** How long caches may go on serving, by what they say of themselves. */
function describeEnd(answers: readonly Served[]): string {
  const times = answers.flatMap(({until}) => (until ? [until.getTime()] : []))
  if (times.length === 0) return 'It does not say for how long.'
  return `Caches may serve it until ${new Date(Math.max(...times)).toISOString()}.`
}

/** Addresses that are named besides the first. */
const shown = 3
