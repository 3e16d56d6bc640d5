import {fake} from './fake.js'
import {type Rule, start, strictStart} from './rule.js'

/** Quotes around a name or value, as they stand in code, in JSON, and in JSON inside a string. */
const quote = '(?:\\\\{0,4}["\'`])?'

const keyName = '(?:[A-Z0-9]+ ){0,4}PRIVATE KEY(?: BLOCK)?'

/** Lines of a key whose end was cut off, with the signs that a diff or a listing puts in front. */
const keyLines =
  '(?:(?:\\\\r)?(?:\\\\n|\\r?\\n)[+\\- ]?(?: {0,6}\\d{1,6}[:|] ?)?(?:[A-Za-z0-9+/=]{16,200}|[A-Za-z-]{1,40}: [^\\r\\n]{1,100}|(?=\\r?\\n))){1,2000}'

const bodyOfJwt = 'eyJ[A-Za-z0-9_-]{10,4000}\\.eyJ[A-Za-z0-9_-]{10,8000}\\.[A-Za-z0-9_-]{10,2000}'

/** Keys that any tool may write. */
export const formRules: readonly Rule[] = [
  {
    id: 'private-key',
    what: 'private key in PEM form',
    pattern: new RegExp(
      `-----BEGIN ${keyName}-----(?:(?:(?!-----BEGIN )[\\s\\S]){0,20000}?-----END ${keyName}-----|${keyLines})`,
      'g',
    ),
    keywords: ['private key'],
    example: [
      '-----BEGIN PRIVATE KEY-----',
      fake('alphanumeric', 64),
      fake('alphanumeric', 44),
      '-----END PRIVATE KEY-----',
    ].join('\n'),
  },
  {
    id: 'jwt',
    what: 'JSON Web Token',
    pattern: new RegExp(`${strictStart}${bodyOfJwt}`, 'g'),
    keywords: ['eyj'],
    example: `eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJmYWtlIn0.${fake('alphanumeric', 43)}`,
  },
]

/** Values that only a name, a header or their place in a URL gives away. */
export const namedRules: readonly Rule[] = [
  {
    id: 'aws-secret-key',
    what: 'AWS secret access key',
    pattern:
      /aws.{0,20}(?:secret|key).{0,20}?["'\s:=]{1,8}(?<secret>[A-Za-z0-9/+]{40})(?![A-Za-z0-9/+=])/gi,
    keywords: ['aws'],
    entropy: 3.5,
    example: `aws_secret_access_key = ${fake('alphanumeric', 40)}`,
  },
  {
    id: 'authorization',
    what: 'Authorization header',
    pattern: new RegExp(
      `${start}(?:proxy-)?authorization${quote}\\s{0,4}[:=]\\s{0,4}${quote}(?:bearer|basic|token)(?:\\s|%20){1,4}(?<secret>[A-Za-z0-9._~+/=-]{12,4000})`,
      'gi',
    ),
    keywords: ['authorization'],
    isNamed: true,
    example: `Authorization: Basic ${fake('alphanumeric', 28)}`,
  },
  {
    id: 'bearer-token',
    what: 'bearer token',
    pattern: new RegExp(
      `${start}bearer(?:\\s|%20){1,4}(?<secret>[A-Za-z0-9._~+/-]{20,4000}={0,2})`,
      'gi',
    ),
    keywords: ['bearer'],
    entropy: 3.2,
    isNamed: true,
    example: `Bearer ${fake('alphanumeric', 40)}`,
  },
  {
    id: 'cookie',
    what: 'Cookie header',
    // All of its pairs: any of them may be the session's.
    pattern: new RegExp(
      `${start}(?<!set-)cookie${quote}\\s{0,4}:\\s{0,4}${quote}(?<secret>[A-Za-z0-9_.-]{1,80}=[^\\r\\n"'\`\\\\]{12,4000})`,
      'gi',
    ),
    keywords: ['cookie'],
    isNamed: true,
    example: `Cookie: theme=dark; sid=${fake('alphanumeric', 32)}`,
  },
  {
    id: 'cookie',
    what: 'Set-Cookie header',
    pattern: new RegExp(
      `${start}set-cookie${quote}\\s{0,4}:\\s{0,4}${quote}(?<secret>[A-Za-z0-9_.-]{1,80}=[^\\s"'\`;\\\\]{12,4000})`,
      'gi',
    ),
    keywords: ['set-cookie'],
    isNamed: true,
    example: `Set-Cookie: sid=${fake('alphanumeric', 32)}; Path=/; HttpOnly`,
  },
  {
    id: 'url-password',
    what: 'password in a URL',
    pattern: new RegExp(
      `${start}[a-z][a-z0-9+.-]{1,20}://[^\\s:@/"'\`<>]{0,100}:(?<secret>[^\\s:@/"'\`<>]{3,200})@[A-Za-z0-9[]`,
      'gi',
    ),
    keywords: ['://'],
    example: 'postgres://shop:FakeOnlyForTests@db.internal/shop',
  },
  {
    id: 'secret-assignment',
    what: 'value of a variable whose name says that it is secret',
    pattern: new RegExp(
      `${start}[A-Za-z0-9_.-]{0,40}(?:api[_-]?key|access[_-]?key|secret[_-]?key|private[_-]?key|auth[_-]?token|access[_-]?token|refresh[_-]?token|client[_-]?secret|passw(?:or)?d|passphrase|secret|token)${quote}[ \\t]{0,4}(?:=>|:=|=|:)[ \\t]{0,4}${quote}(?<secret>[A-Za-z0-9_.~+/=@!$%^&*#?-]{12,500})(?=["'\`\\s,;)\\]}\\\\<|\\u001b]|$)`,
      'gi',
    ),
    keywords: ['key', 'token', 'secret', 'passw', 'passphrase'],
    entropy: 3.4,
    isNamed: true,
    example: `DEPLOY_TOKEN=${fake('alphanumeric', 24)}`,
  },
]
