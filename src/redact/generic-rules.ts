import {fake} from './fake.js'
import {entropy, isCode, looksSecret} from './placeholders.js'
import {type Rule, start, strictStart} from './rule.js'

/** Quotes around a name or value, as they stand in code, in JSON, and in JSON inside a string. */
const quote = '(?:\\\\{0,4}["\'`])?'

const keyName = '(?:[A-Z0-9]+ ){0,4}PRIVATE KEY(?: BLOCK)?'

/** Lines of a key whose end was cut off, with the signs that a diff or a listing puts in front. */
const keyLines =
  '(?:(?:\\\\r)?(?:\\\\n|\\r?\\n)[+\\- ]?(?: {0,6}\\d{1,6}[:|] ?)?(?:[A-Za-z0-9+/=]{16,200}|[A-Za-z-]{1,40}: [^\\r\\n]{1,100}|(?=\\r?\\n))){1,2000}'

const bodyOfJwt = 'eyJ[A-Za-z0-9_-]{10,4000}\\.eyJ[A-Za-z0-9_-]{10,8000}\\.[A-Za-z0-9_-]{10,2000}'

/** Ends of names that say that the value is secret. */
const secretName =
  '(?:(?:api|access|secret|private|auth|signing|encryption|account|service|master|license)[_-]?key|auth[_-]?token|client[_-]?secret|passw(?:or)?d|passphrase|secret|token|credential|(?<![A-Za-z])(?:pass|pwd))'

const nameKeywords = ['key', 'token', 'secret', 'pass', 'pwd', 'credential']

/** Signs of assignment of languages and of make, with a type before or a comma of a call instead. */
const assigns =
  '(?:(?:[ \\t]{1,4}|: {0,2})(?:string|str|String))?[ \\t]{0,4}(?:=>|[:?.+|]{0,3}=|:|,)[ \\t]{0,4}'

const value = '[A-Za-z0-9_.~+/=@!$%^&*#?-]{8,500}'
const valueEnd = '(?=["\'`\\s,;)\\]}\\\\<|\\u001b]|$)'

const isSecretName = new RegExp(`${secretName}s?$|(?:authorization|cookie)$`, 'i')

/** Whether the name of a field says that its value is secret. */
export function tellsSecret(name: string): boolean {
  return isSecretName.test(name)
}

/** Keys that any tool may write. */
export const formRules: readonly Rule[] = [
  {
    id: 'private-key',
    what: 'private key in PEM form',
    pattern: new RegExp(
      `-----BEGIN ${keyName}-----(?:(?:(?!-----BEGIN )[\\s\\S]){0,20000}?-----END ${keyName}-----|${keyLines})`,
      'g',
    ),
    keywords: ['PRIVATE KEY'],
    isSecret: (key) => /[A-Za-z0-9+/=]{16}/.test(key.replace(/-----[A-Z ]{1,60}-----/g, ' ')),
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
    keywords: ['eyJ'],
    example: `eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJmYWtlIn0.${fake('alphanumeric', 43)}`,
  },
]

/** Values that only a name, a header or their place in a URL gives away. */
export const namedRules: readonly Rule[] = [
  {
    id: 'aws-secret-key',
    what: 'AWS secret access key',
    pattern:
      /aws.{0,20}(?:secret|key).{0,20}?["'\s:=\\]{1,8}(?<secret>[A-Za-z0-9/+]{40})(?![A-Za-z0-9/+=])/gi,
    keywords: ['aws'],
    isSecret: (value) => entropy(value) >= 3.5,
    isNamed: true,
    example: `aws_secret_access_key = ${fake('alphanumeric', 40)}`,
  },
  {
    id: 'authorization',
    what: 'Authorization header',
    pattern: new RegExp(
      `authorization${quote}\\s{0,4}[:=]\\s{0,4}${quote}(?:bearer|basic|token)(?:\\s|%20){1,4}(?<secret>[A-Za-z0-9._~+/=-]{12,4000})`,
      'gi',
    ),
    keywords: ['authorization'],
    isSecret: (value) => !isCode(value),
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
    isSecret: (value) => !isCode(value) && entropy(value) >= 3.2,
    isNamed: true,
    example: `Bearer ${fake('alphanumeric', 40)}`,
  },
  {
    id: 'cookie',
    what: 'Cookie header',
    // All of its pairs: any of them may be the session's.
    pattern: new RegExp(
      `(?<!set-)cookie${quote}\\s{0,4}:\\s{0,4}${quote}(?<secret>[A-Za-z0-9_.-]{1,80}=[^\\r\\n"'\`\\\\]{12,4000})`,
      'gi',
    ),
    keywords: ['cookie'],
    isSecret: (value) => !isCode(value),
    isNamed: true,
    example: `Cookie: theme=dark; sid=${fake('alphanumeric', 32)}`,
  },
  {
    id: 'cookie',
    what: 'Set-Cookie header',
    pattern: new RegExp(
      `set-cookie${quote}\\s{0,4}:\\s{0,4}${quote}(?<secret>[A-Za-z0-9_.-]{1,80}=[^\\s"'\`;\\\\]{12,4000})`,
      'gi',
    ),
    keywords: ['cookie'],
    isSecret: (value) => !isCode(value),
    isNamed: true,
    example: `Set-Cookie: sid=${fake('alphanumeric', 32)}; Path=/; HttpOnly`,
  },
  {
    id: 'cookie',
    what: 'cookies of a command',
    pattern: new RegExp(
      `\\s(?:-b|--cookie)[ =]{1,2}${quote}(?<secret>[A-Za-z0-9_.-]{1,80}=[^\\r\\n"'\`\\\\]{8,4000})`,
      'g',
    ),
    keywords: ['-b ', '--cookie'],
    isNamed: true,
    example: `curl -b 'sid=${fake('alphanumeric', 32)}' https://example.com`,
  },
  {
    id: 'url-password',
    what: 'password in a URL',
    pattern:
      /(?<=[a-z0-9]):\/\/[^\s:@/"'`<>]{0,100}:(?<secret>[^\s:@/"'`<>]{3,200})@[A-Za-z0-9[]/gi,
    keywords: ['://'],
    example: 'postgres://shop:FakeOnlyForTests@db.internal/shop',
  },
  {
    id: 'curl-password',
    what: 'user and password of a command',
    pattern: new RegExp(
      `${start}(?:curl|wget|http)(?=\\s)(?:[^\\n]|\\\\\\n){0,400}?\\s(?:-u|--user|--proxy-user|-U)[ =]{0,2}${quote}[^\\s:"'\\\\$]{1,100}:(?<secret>[^\\s"'\\\\$]{3,200})`,
      'g',
    ),
    keywords: ['curl ', 'wget ', 'http '],
    isNamed: true,
    example: 'curl -u shop:FakeOnlyForTests https://example.com',
  },
  {
    id: 'command-password',
    what: 'password in the short option of a command',
    // A space after `mysql -p` asks for the password, and a database follows.
    pattern: new RegExp(
      `${start}(?:(?:mysql(?:dump|admin)?|mariadb)(?=\\s)[^\\n]{0,400}?\\s-p|(?:sshpass|docker login)(?=\\s)[^\\n]{0,400}?\\s-p ?)${quote}(?<secret>[^\\s"'\`\\\\$-][^\\s"'\`\\\\$]{3,200})`,
      'g',
    ),
    keywords: ['mysql', 'mariadb', 'sshpass', 'docker login'],
    isNamed: true,
    example: 'mysql -uroot -pFakeOnlyForTests shop',
  },
  {
    id: 'secret-assignment',
    what: 'option of a command whose name says that it is secret',
    pattern: new RegExp(
      `--?[A-Za-z0-9-]{0,30}?${secretName}(?:[ \\t]{1,4}|=)${quote}(?<secret>${value})${valueEnd}`,
      'gi',
    ),
    keywords: nameKeywords,
    isSecret: looksSecret,
    isNamed: true,
    example: `deploy --token ${fake('alphanumeric', 24)}`,
  },
  {
    id: 'secret-assignment',
    what: 'element whose name says that it is secret',
    pattern: new RegExp(`${secretName}>\\s{0,40}(?<secret>${value})(?=\\s{0,40}</)`, 'gi'),
    keywords: nameKeywords,
    isSecret: looksSecret,
    isNamed: true,
    example: `<deployToken>${fake('alphanumeric', 24)}</deployToken>`,
  },
  {
    id: 'secret-assignment',
    what: 'value of a variable whose name says that it is secret',
    // What stands in front of the name in a longer one makes no difference, and is not looked for.
    pattern: new RegExp(
      `${secretName}${quote}${assigns}${quote}(?<secret>${value})${valueEnd}`,
      'gi',
    ),
    keywords: nameKeywords,
    isSecret: looksSecret,
    isNamed: true,
    example: `DEPLOY_TOKEN=${fake('alphanumeric', 24)}`,
  },
]
