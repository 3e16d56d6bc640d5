import {entropy} from '../entropy.js'
import {fake} from '../fake.js'
import {isReadable} from '../readable.js'
import {type Rule, start, strictStart} from '../rule.js'

const part = '[A-Za-z0-9_-]'

/** Tokens that any service may give out. */
export const tokenRules: readonly Rule[] = [
  {
    id: 'jwt',
    what: 'JSON Web Token',
    pattern: new RegExp(
      `${strictStart}eyJ${part}{10,4000}\\.(?:eyJ${part}{8,8000}\\.${part}{0,2000}|${part}{0,1000}\\.${part}{12,40}\\.${part}{2,8000}\\.${part}{16,100})`,
      'g',
    ),
    keywords: ['eyJ'],
    documentation: 'https://www.rfc-editor.org/rfc/rfc7519',
    isAnchored: true,
    example: `eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJmYWtlIn0.${fake('alphanumeric', 43)}`,
  },
  {
    id: 'password-hash',
    what: 'hash of a password, of crypt or Argon2',
    pattern:
      /(?<![\w$])\$(?:2[abxy]?\$\d\d\$[./A-Za-z0-9]{53}|(?:apr1|1)\$[./A-Za-z0-9]{1,16}\$[./A-Za-z0-9]{22}|[56]\$(?:rounds=\d{1,9}\$)?[./A-Za-z0-9]{1,16}\$[./A-Za-z0-9]{43,86}|y\$[./A-Za-z0-9]{1,8}\$[./A-Za-z0-9]{1,86}\$[./A-Za-z0-9]{43}|argon2(?:id?|d)\$[\w=,$]{1,60}\$[A-Za-z0-9+/]{8,90}\$[A-Za-z0-9+/]{16,90})(?![A-Za-z0-9])/g,
    keywords: ['$2', '$apr1$', '$1$', '$5$', '$6$', '$y$', '$argon2'],
    documentation: 'https://man7.org/linux/man-pages/man5/crypt.5.html',
    isAnchored: true,
    example: `dev:$2y$10$${fake('alphanumeric', 53)}`,
  },
]

/** What no rule of a vendor knows, but has the form that most of them chose. */
export const unknownTokenRules: readonly Rule[] = [
  {
    id: 'possible-token',
    what: 'random signs behind a prefix, as tokens are made',
    pattern: new RegExp(
      `${start}(?<![/\\\\_.-])(?!(?:call|toolu|chatcmpl|msg|resp|req|run|fc|rs|ses|prt|sha\\d{1,3})[_-])(?:[a-z][a-z0-9]{1,11}|[A-Z][A-Z0-9]{1,9})(?:[_-][a-z]{2,8}){0,3}[_-](?=[A-Za-z0-9_-]{0,40}\\d)[A-Za-z0-9_-]{30,300}(?![A-Za-z0-9])`,
      'g',
    ),
    // Most texts have the signs of it: it is tried on long words.
    keywords: [],
    documentation:
      'https://github.blog/2021-04-05-behind-githubs-new-authentication-token-formats/',
    isSecret: isTokenLike,
    confidence: 'unsure',
    isNamed: true,
    example: `acme_live_Fq7zKx2WvBn9RtLm4HsJd8PcGy3TaE6u`,
  },
]

/** Both cases and digits all over, and no words: neither a hash nor the name of a file. */
function isTokenLike(value: string): boolean {
  const body = value.replace(/^[A-Za-z0-9]{2,12}[_-](?:[a-z]{2,8}[_-]){0,3}/, '')
  const digits = body.match(/\d/g)?.length ?? 0
  const uppers = body.match(/[A-Z]/g)?.length ?? 0
  const lowers = body.match(/[a-z]/g)?.length ?? 0
  if (digits < 3 || uppers < 5 || lowers < 5) return false
  return /[g-z]/i.test(body) && entropy(body) >= 4.1 && !isReadable(body)
}
