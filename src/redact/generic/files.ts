import {fake} from '../fake.js'
import {looksSecret} from '../looks-secret.js'
import {type Rule, start} from '../rule.js'
import {quote, space} from './names.js'

/** Secrets by their place in files that a tool keeps them in. */
export const fileRules: readonly Rule[] = [
  {
    id: 'netrc-password',
    what: 'password in a .netrc file',
    pattern: new RegExp(
      `${start}(?:machine[ \\t]{1,4}[^\\s\\\\]{1,200}|default)(?:${space}{1,20}(?:login|account)${space}{1,4}[^\\s\\\\]{1,200}){1,2}${space}{1,20}password${space}{1,4}["']?(?<secret>[^\\s"'\`\\\\*,]{3,400})`,
      'g',
    ),
    keywords: ['machine', 'default'],
    documentation:
      'https://www.gnu.org/software/inetutils/manual/html_node/The-_002enetrc-file.html',
    isAnchored: true,
    isNamed: true,
    example: 'machine git.example.com login dev password FakeOnlyForTests',
  },
  {
    id: 'npmrc-auth',
    what: 'user and password, or password, in an .npmrc file',
    pattern:
      /(?<=^|[\s:"'])_(?:auth|password|authToken)["']?\s{0,4}[=:]\s{0,4}["']?(?<secret>[A-Za-z0-9+/_.-]{6,1000}={0,2})/g,
    keywords: ['_auth', '_password'],
    documentation:
      'https://docs.npmjs.com/cli/v11/configuring-npm/npmrc#auth-related-configuration',
    isSecret: (value, whole) => looksSecret(value, whole) || decodes(value),
    isAnchored: true,
    isNamed: true,
    example: `//npm.example.com/:_authToken=${fake('alphanumeric', 24)}`,
  },
  {
    id: 'pgpass-password',
    what: 'password in a .pgpass file',
    // The port is what tells such a line from others with colons.
    pattern:
      /:(?:\*|5432|5433|6432|6543):(?:[\w-]{1,63}|\*):(?:[\w.@-]{1,63}|\*):(?<secret>(?:[^\s:"'`\\*,]|\\[:\\]){4,200})(?=[\s"'`\\*,\u001b]|$)/g,
    keywords: [':5432:', ':5433:', ':6432:', ':6543:', ':*:'],
    documentation: 'https://www.postgresql.org/docs/current/libpq-pgpass.html',
    isAnchored: true,
    isNamed: true,
    example: 'db.internal:5432:shop:dev:FakeOnlyForTests',
  },
  {
    id: 'kubeconfig-key',
    what: 'key of a client in a kubeconfig file',
    pattern: new RegExp(
      `client-key-data${quote}\\s{0,4}:\\s{0,4}${quote}(?<secret>[A-Za-z0-9+/]{24,20000}={0,2})`,
      'g',
    ),
    keywords: ['client-key-data'],
    documentation: 'https://kubernetes.io/docs/reference/config-api/kubeconfig.v1/',
    isAnchored: true,
    isNamed: true,
    example: `client-key-data: ${fake('alphanumeric', 60)}`,
  },
  {
    id: 'kubernetes-secret',
    what: 'value of a Secret of Kubernetes',
    pattern: new RegExp(
      `(?<=^|\\n|\\\\n|[{,])[+\\- ]?[ \\t]{0,20}${quote}[\\w.-]{1,100}${quote}: {0,2}${quote}(?<secret>[A-Za-z0-9+/]{8,20000}={0,2})(?=["'\`\\s,}\\\\*\\u001b]|$)`,
      'g',
    ),
    keywords: ['kind: Secret', '"kind": "Secret"', '"kind":"Secret"', 'kind: \\"Secret'],
    documentation: 'https://kubernetes.io/docs/concepts/configuration/secret/',
    isSecret: decodes,
    isNamed: true,
    example: 'kind: Secret\ndata:\n  login: RmFrZU9ubHlGb3JUZXN0cw==',
  },
  {
    id: 'docker-auth',
    what: 'login of a registry in a file of Docker',
    pattern: new RegExp(
      `(?<=["'])auth${quote}\\s{0,4}:\\s{0,4}${quote}(?<secret>[A-Za-z0-9+/]{8,4000}={0,2})(?=["'\\\\])`,
      'g',
    ),
    keywords: ['auth"', "auth'", 'auth\\'],
    documentation: 'https://docs.docker.com/reference/cli/docker/login/#credential-stores',
    isSecret: (value) => decodes(value) && Buffer.from(value, 'base64').includes(':'),
    isAnchored: true,
    isNamed: true,
    example: '{"auths": {"ghcr.io": {"auth": "ZGV2OkZha2VPbmx5Rm9yVGVzdHM="}}}',
  },
]

/** Whether a value is base64 of a text of ASCII. */
function decodes(value: string): boolean {
  if (value.replace(/=+$/, '').length % 4 === 1 || value.length < 8) return false
  return /^[\t\n\r -~]+$/.test(Buffer.from(value, 'base64').toString('latin1'))
}
