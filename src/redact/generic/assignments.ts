import {entropy} from '../entropy.js'
import {fake} from '../fake.js'
import {isGuess, isStrong, looksSecret} from '../looks-secret.js'
import type {Rule} from '../rule.js'
import {nameKeywords, nameSuffix, quote, secretName, space} from './names.js'

/** Signs of assignment of languages and of make, with a type before or a comma of a call instead. */
const assigns =
  "(?:(?:[ \\t]{1,4}|: {0,2})&?(?:'static )?[A-Za-z][A-Za-z0-9_.]{1,20}(?:<[A-Za-z]{1,20}>)?\\??[ \\t]{0,12}:?=|[ \\t]{0,12}(?:=>|<-|[:?.+|]{0,3}=|:|,))[ \\t]{0,12}"

/** What stands in front of a text in code: `b"…"`, `Some("…")`, `env.TOKEN || "…"`. */
const wraps =
  '(?:(?:[A-Za-z_][A-Za-z0-9_.:]{0,60}(?:\\[[^\\]\\s]{1,60}\\]|\\([^()\\s]{0,60}\\)?)?(?: {0,2}(?:\\|\\||\\?\\?|or|\\?:) {0,2})?|[brfuN@$]{1,2}#?|!\\w{1,12} )(?=["\'`]))?'

const glue = [
  `${quote}[\\])]{0,2}${assigns}${wraps}${quote}`,
  // Elements of XML and of a property list.
  `(?<!</[\\w.:-]{0,60})>\\s{0,40}(?:<!\\[CDATA\\[)?`,
  `</key>\\s{0,40}<string>`,
  // A name and a value apart: `name: TOKEN, value: …`, and the default of a variable.
  `${quote}[,;]?${space}{0,40}${quote}(?:value|default|content)${quote}\\s{0,3}[:=]\\s{0,3}${quote}`,
  `${quote}\\s{0,4}\\{[^{}]{0,200}?\\b(?:default|value)\\s{0,12}[:=]\\s{0,4}${quote}`,
  // A call, and a sentence.
  `\\([ \\t]{0,4}${wraps}(?:\\\\{0,4}["'\`])`,
  `${quote} {1,2}(?:is|was)(?: now)?:? {1,2}${quote}`,
  // An option of a command, and what sets a variable without a sign.
  `(?<=-[A-Za-z0-9-]{0,40})[ \\t]{1,4}${quote}`,
  `(?<=(?:^|[\\s;&|("'\`])(?:ENV|ARG|setx?|setenv|config|secret|env add|put)[ \\t][^\\n;|]{0,90})["']?[ \\t]{1,4}(?:(?:-b|--body|--value)[ \\t]{1,2})?${quote}`,
].join('|')

/** A colon stands in a secret of two parts; `&` may begin the next parameter of a URL. */
const valueSign =
  '(?:[A-Za-z0-9_.~+/=@!$%^*#?-]|&(?![\\w.-]{1,40}=|amp;)|(?<=[A-Za-z0-9]):(?=[A-Za-z0-9_-]{8}))'

/** As far as it goes, with the bracket that would make it code: to fail late costs time. */
const value = `(?<secret>${valueSign}{8,4000})[(\\[{]?`

const named = new RegExp(`(?:${secretName})${nameSuffix}(?:${glue})${value}`, 'gi')
const documentation =
  'https://cheatsheetseries.owasp.org/cheatsheets/Secrets_Management_Cheat_Sheet.html'

/** Ends of names that say little: only a value that can hardly be anything else is secret. */
const weakName =
  '(?<!(?:public|pub|primary|foreign|cache|sort|partition|object|row|column|group|index|map|storage|hash|query|routing|idempotency|translation|message|event|sorting|shard|lookup|unique|composite|host|registry)[_. -]?)(?:(?<=[A-Za-z0-9][_.-]?)key|auth|authorization|session|sid|jwt|mnemonic|hook)'

const weak = new RegExp(
  `${weakName}${nameSuffix}${quote}[\\])]{0,2}${assigns}${quote}${value}`,
  'gi',
)

/** Values that only their name gives away. */
export const assignmentRules: readonly Rule[] = [
  {
    id: 'aws-secret-key',
    what: 'AWS secret access key',
    pattern:
      /aws.{0,20}(?:secret|key).{0,20}?["'\s:=\\]{1,8}(?<secret>[A-Za-z0-9/+]{40})(?![A-Za-z0-9/+=])/gi,
    keywords: ['aws'],
    documentation:
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html',
    isSecret: (value) => entropy(value) >= 3.5,
    isAnchored: true,
    isNamed: true,
    example: `aws_secret_access_key = ${fake('alphanumeric', 40)}`,
  },
  {
    id: 'secret-assignment',
    what: 'value of a variable whose name says that it is secret',
    pattern: named,
    keywords: nameKeywords,
    documentation,
    isSecret: (value, whole) => !isCall(whole) && looksSecret(value, whole) && !isGuess(value),
    isAnchored: true,
    isNamed: true,
    example: `DEPLOY_TOKEN=${fake('alphanumeric', 24)}`,
  },
  {
    id: 'possible-secret',
    what: 'words behind a name that says that it is secret',
    pattern: named,
    keywords: nameKeywords,
    documentation,
    isSecret: (value, whole) => !isCall(whole) && looksSecret(value, whole) && isGuess(value),
    confidence: 'unsure',
    isAnchored: true,
    isNamed: true,
    example: 'passphrase: only-fake-for-tests-of-rules',
  },
  {
    id: 'secret-assignment',
    what: 'value of a variable that can hardly be anything but a key',
    pattern: weak,
    keywords: ['key', 'auth', 'session', 'sid', 'jwt', 'mnemonic', 'hook'],
    documentation,
    isSecret: (value, whole) => !isCall(whole) && isStrong(value),
    isAnchored: true,
    isNamed: true,
    example: 'ACME_KEY=Fq7zKx2WvBn9RtLm4HsJd8PcGy3T',
  },
]

function isCall(whole: string): boolean {
  // The id in a signature of AWS says who signs; it is no secret.
  return /[([{]$|\/aws4_request$/.test(whole)
}
