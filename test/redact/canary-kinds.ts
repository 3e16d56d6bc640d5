import {rules} from '../../src/redact/rules.js'
import {type Made, madeSecret, signs} from './made-secrets.js'

/** What must not be seen, made anew for each place it is put in. */
export interface CanaryKind {
  name: string
  make(seed: string): Made
}

/** A machine whose names and values stand in a session. */
export const person = {
  user: 'canaryuserq',
  host: 'canaryhostq',
  home: '/home/canaryuserq',
  project: '/home/canaryuserq/canarymiddle/shop',
  env: {CANARY_DEPLOY_KEY: signs('environment', 24, 'alphanumeric')},
  dotenv: {CANARY_DATABASE_PASSWORD: signs('.env', 20, 'letters')},
  word: 'canarywordqz',
}
const owner = {user: 'canaryuserq', middle: 'canarymiddle'}

/** Each rule, under the name of its kind and its place among those of the kind. */
const secrets: CanaryKind[] = rules.map((rule, at) => ({
  name: `${rule.id} (rule ${at})`,
  make: (seed) => {
    const made = madeSecret(rule, seed)
    if (!made) throw new Error(`The rule ${at}, ${rule.id}, does not know its changed example.`)
    return made
  },
}))

const own: CanaryKind[] = [
  always('known value of the environment', person.env.CANARY_DEPLOY_KEY),
  always('known value of .env', person.dotenv.CANARY_DATABASE_PASSWORD),
  always('own word', person.word, `the ${person.word} plan`),
  always('user name', person.user, `ssh ${person.user}@shop`),
  always('host name', person.host, `root on ${person.host}: up`),
  always('home folder', owner.user, `${person.home}/notes.md`),
  always('project folder', owner.middle, `${person.project}/src/cart.ts`),
  fresh('own pattern', (run) => `CANARY-${run}`),
  fresh('e-mail address', (run) => `${run}@canarymail.dev`),
  fresh('home on Linux', (run) => `/home/${run}/notes.md`),
  fresh('home on a Mac', (run) => `/Users/${run}/notes.md`),
  fresh('home on Windows', (run) => `C:\\Users\\${run}\\notes.md`),
  fresh('internal host', (run) => `http://${run}.internal/shop`),
]

/**
 * The gate takes any base64 behind a Secret of Kubernetes for a value of it, so what only is
 * masked inside of base64 stands first.
 */
export const canaryKinds: readonly CanaryKind[] = [...own, ...secrets]

function always(name: string, run: string, text = run): CanaryKind {
  return {name, make: () => ({text, runs: [run]})}
}

function fresh(name: string, write: (run: string) => string): CanaryKind {
  return {
    name,
    make: (seed) => {
      const run = signs(seed, 12, 'small')
      return {text: write(run), runs: [run]}
    },
  }
}

/** Ways to write a secret. */
export const forms: readonly (readonly [name: string, write: (text: string) => string])[] = [
  ['raw', (text) => text],
  ['JSON', (text) => JSON.stringify(JSON.stringify({list: [text]}))],
  ['URL', (text) => `https://shop.example/?q=${encodeURIComponent(text)}`],
  ['base64', (text) => Buffer.from(`Of the shop:\n${text}\n`).toString('base64')],
]
