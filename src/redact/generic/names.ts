/** Quotes around a name or value, as they stand in code, in JSON, and in JSON inside a string. */
export const quote = '(?:\\\\{0,4}["\'`])?'

/** White space, also as JSON in a string escapes it. */
export const space = '(?:\\s|\\\\{1,4}[nrt])'

/** Words in front of `key` that make it a secret one. */
const secretKeys = [
  'api|app|application|access|account|admin|auth|authentication|authorization|aes|bot|client',
  'consumer|cookie|crypto|customer|decrypt|decryption|deploy|developer|encrypt|encryption|hmac',
  'ingest|ingestion|integration|instrumentation|jwt|licen[cs]e|login|machine|master|merchant',
  'personal|private|project|read|root|rpc|secret|security|server|service|session|shared|sign',
  'signing|ssh|storage|subscription|team|tenant|user|webhook|write',
].join('|')

/**
 * Ends of names that say that the value is secret, from their last word on: what stands in
 * front of it is looked back at, so that the search can begin at that word.
 */
export const secretName = [
  `(?:(?<=(?:${secretKeys})[_. -]?|[._-]x)key`,
  // What guards a form against other sites is part of its page, and good for nothing without its cookie.
  'pass(?:wor[dt]|wd|phrase|code)|secret|(?<!(?:authenticity|csrf|xsrf|csrfmiddleware|requestverification)[_-]?)token|credential|(?<=connection[_-]?)string|kennwort',
  '(?<!by|com|sur|tres|over|under|en|im)pass|pwd|(?<![A-Za-z])(?:psw|pw|pat|dsn|sas|bearer)|(?<![A-Za-z]_)_auth)',
].join('|')

/** What may follow in a name that still means the same value: `token2`, `PASSWORD_PROD`. */
export const nameSuffix =
  '(?:s|[_-]?(?:\\d{1,3}|value|val|string|str|text|plain|raw|prod|production|dev|development|staging|stage|test|live|main|primary|secondary|default|old|new|current|base64|b64|here))?'

/** In a text without any of these no name tells. */
export const nameKeywords =
  'key token secret pass pwd psw pw pat dsn sas bearer credential string kennwort _auth'.split(' ')

const wholeName = new RegExp(`(?:${secretName})${nameSuffix}$|(?:authorization|cookie)$`, 'i')

/**
 * Whether the name of a field says that its value is secret. `known-values` takes more names
 * for telling: it searches for what they hold, here it would be masked at once.
 */
export function isSecretName(name: string): boolean {
  return wholeName.test(name)
}
