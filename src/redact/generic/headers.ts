import {entropy} from '../entropy.js'
import {fake} from '../fake.js'
import {isCode} from '../is-code.js'
import {looksSecret} from '../looks-secret.js'
import {type Rule, start} from '../rule.js'
import {quote} from './names.js'

const authorization = 'https://www.rfc-editor.org/rfc/rfc9110#name-authorization'
const cookies = 'https://www.rfc-editor.org/rfc/rfc6265'
const is = `${quote}\\]?\\s{0,4}(?:[:=,]|=>)\\s{0,4}(?:[bf](?=["']))?${quote}`
const pair = '[A-Za-z0-9_.-]{1,80}='
const isNoCode = (value: string) => !isCode(value)

/** What a request or an answer says of who asks. */
export const headerRules: readonly Rule[] = [
  {
    id: 'authorization',
    what: 'Authorization header',
    pattern: new RegExp(
      `authorization${is}(?:[a-z][a-z0-9-]{2,20}(?:\\s|%20|\\+){1,4}|Token token=\\\\{0,4}"?)(?<secret>[A-Za-z0-9._~+/-]{8,4000}={0,3})(?![A-Za-z0-9=(])`,
      'gi',
    ),
    keywords: ['authorization'],
    documentation: authorization,
    isSecret: (value) => isNoCode(value) && !/^[a-z_-]+=*$/i.test(value),
    isAnchored: true,
    isNamed: true,
    example: `Authorization: Basic ${fake('alphanumeric', 28)}`,
  },
  {
    id: 'authorization',
    what: 'Authorization header without a scheme',
    pattern: new RegExp(
      `authorization${is}(?<secret>[A-Za-z0-9._~+/@:=-]{16,4000})(?![([{])`,
      'gi',
    ),
    keywords: ['authorization'],
    documentation: authorization,
    isSecret: (value, whole) => !/-HMAC-|^HMAC/i.test(value) && looksSecret(value, whole),
    isAnchored: true,
    isNamed: true,
    example: `Authorization: ${fake('alphanumeric', 32)}`,
  },
  {
    id: 'authorization',
    what: 'answer or signature in an Authorization header',
    pattern: new RegExp(
      `${start}(?:response|signature)=\\\\{0,4}"?(?<secret>[A-Za-z0-9+/%]{32,700}={0,2})(?=["\\\\\\s,;'\`]|$)`,
      'gi',
    ),
    keywords: ['response=', 'signature=', 'Signature='],
    documentation: 'https://www.rfc-editor.org/rfc/rfc7616',
    isSecret: (value) => /\d.*\d/.test(value) && entropy(value) >= 3,
    isAnchored: true,
    isNamed: true,
    example: `Authorization: Digest username="dev", response="${fake('hex', 32)}"`,
  },
  {
    id: 'bearer-token',
    what: 'bearer token',
    pattern: new RegExp(
      `${start}bearer(?:\\s|%20){1,4}(?<secret>[A-Za-z0-9._~+/-]{20,4000}={0,2})`,
      'gi',
    ),
    keywords: ['bearer'],
    documentation: 'https://www.rfc-editor.org/rfc/rfc6750#section-2.1',
    isSecret: (value) => isNoCode(value) && entropy(value) >= 3.2 && /\d/.test(value),
    isAnchored: true,
    isNamed: true,
    example: `Bearer ${fake('alphanumeric', 40)}`,
  },
  {
    id: 'cookie',
    what: 'Cookie header',
    // All of its pairs: any of them may be the session's.
    pattern: new RegExp(
      `(?<!set-)cookie${quote}\\s{0,4}:\\s{0,4}${quote}(?<secret>${pair}[^\\r\\n"'\`\\\\]{12,4000})`,
      'gi',
    ),
    keywords: ['cookie'],
    documentation: cookies,
    isSecret: isNoCode,
    isAnchored: true,
    isNamed: true,
    example: `Cookie: theme=dark; sid=${fake('alphanumeric', 32)}`,
  },
  {
    id: 'cookie',
    what: 'Set-Cookie header',
    pattern: new RegExp(
      `(?<=set-)cookie${quote}\\s{0,4}:\\s{0,4}(?:\\[\\s{0,20})?${quote}(?<secret>${pair}[^\\s"'\`;\\\\]{12,4000})`,
      'gi',
    ),
    keywords: ['cookie'],
    documentation: cookies,
    isSecret: isNoCode,
    isAnchored: true,
    isNamed: true,
    example: `Set-Cookie: sid=${fake('alphanumeric', 32)}; Path=/; HttpOnly`,
  },
  {
    id: 'cookie',
    what: 'cookies of a command',
    pattern: new RegExp(
      `(?<=\\s)(?:-b|--cookie)[ =]{1,2}${quote}(?<secret>${pair}[^\\r\\n"'\`\\\\]{8,4000})`,
      'g',
    ),
    keywords: ['-b ', '--cookie'],
    documentation: 'https://curl.se/docs/manpage.html#-b',
    isAnchored: true,
    isNamed: true,
    example: `curl -b 'sid=${fake('alphanumeric', 32)}' https://example.com`,
  },
]
