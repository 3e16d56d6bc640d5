import {fake} from '../fake.js'
import {isStrong} from '../looks-secret.js'
import {type Rule, start} from '../rule.js'
import {quote} from './names.js'

const word = '[^\\s"\'`\\\\$<-][^\\s"\'`\\\\$<]{3,200}'

/** Secrets that are handed to a command. */
export const commandRules: readonly Rule[] = [
  {
    id: 'curl-password',
    what: 'user and password of a command',
    pattern: new RegExp(
      `${start}(?:curl|wget|http)(?=\\s)(?:[^\\n]|\\\\\\n){0,300}?\\s(?:-u|--user|--proxy-user|-U)[ =]{0,2}${quote}[^\\s:"'\\\\$]{1,100}:(?<secret>[^\\s"'\\\\$]{3,200})`,
      'g',
    ),
    keywords: ['curl ', 'wget ', 'http '],
    documentation: 'https://curl.se/docs/manpage.html#-u',
    isAnchored: true,
    isNamed: true,
    example: 'curl -u shop:FakeOnlyForTests https://example.com',
  },
  {
    id: 'curl-password',
    what: 'key as the user of a command',
    pattern: new RegExp(
      `${start}curl(?=\\s)(?:[^\\n]|\\\\\\n){0,300}?\\s(?:-u|--user)[ =]{0,2}${quote}(?<secret>[A-Za-z0-9_-]{16,200}):(?=["'\\s]|$)`,
      'g',
    ),
    keywords: ['curl '],
    documentation: 'https://curl.se/docs/manpage.html#-u',
    isSecret: (value) => /\d/.test(value),
    isAnchored: true,
    isNamed: true,
    example: `curl -u ${fake('alphanumeric', 24)}: https://example.com`,
  },
  {
    id: 'command-password',
    what: 'password in the short option of a command',
    // A space after `mysql -p` asks for the password, and a database follows.
    pattern: new RegExp(
      `${start}(?:(?:mysql(?:dump|admin|import)?|mariadb(?:-dump)?|7z|unrar)(?=\\s)[^\\n]{0,400}?\\s-p|(?:sshpass|docker login|podman login|helm registry login|mongo(?:sh|dump|restore)?|sqlcmd|az login)(?=\\s)[^\\n]{0,400}?\\s-[pP] ?|(?:redis-cli|valkey-cli)(?=\\s)[^\\n]{0,400}?\\s-a )${quote}(?<secret>${word})`,
      'g',
    ),
    keywords:
      'mysql,mariadb,sshpass,docker login,podman login,registry login,mongo,sqlcmd,az login,redis-cli,valkey-cli,7z,unrar'.split(
        ',',
      ),
    documentation: 'https://dev.mysql.com/doc/refman/8.4/en/password-security-user.html',
    isAnchored: true,
    isNamed: true,
    example: 'mysql -uroot -pFakeOnlyForTests shop',
  },
  {
    id: 'command-password',
    what: 'password in a statement of SQL',
    pattern: new RegExp(
      `(?:password\\s{1,4}=?|identified (?:with \\w{1,40} )?(?:by|as)(?: password)?)\\s{0,4}N?\\\\{0,4}['"](?<=identified[^\\n]{1,60}|(?:user|role|login)\\s[^\\n;]{1,140})(?<secret>${word})`,
      'gi',
    ),
    keywords: ['password', 'identified'],
    documentation: 'https://www.postgresql.org/docs/current/sql-createrole.html',
    isAnchored: true,
    isNamed: true,
    example: "CREATE USER shop WITH PASSWORD 'FakeOnlyForTests'",
  },
  {
    id: 'command-password',
    what: 'password given to OpenSSL, Redis or the input of a command',
    pattern: new RegExp(
      `(?:-pass(?:in|out)? pass:|requirepass |masterauth |(?:echo|printf) (?=[^|\\n]{4,200}\\| ?(?:sudo -S|docker login|podman login|gh auth|passwd|chpasswd)))${quote}(?<secret>${word})`,
      'g',
    ),
    keywords: ['-pass', 'requirepass ', 'masterauth ', 'echo ', 'printf '],
    documentation: 'https://docs.openssl.org/master/man1/openssl-passphrase-options/',
    isAnchored: true,
    isNamed: true,
    example: 'openssl rsa -in key.pem -passin pass:FakeOnlyForTests1',
  },
  {
    id: 'secret-assignment',
    what: 'key that a command is logged in with',
    pattern: new RegExp(
      `${start}(?:login|auth|authenticate|authtoken|add-authtoken|activate|register)[ \\t]{1,4}(?:-{1,2}[\\w-]{1,20}[ \\t=]{1,2}){0,3}${quote}(?<secret>[A-Za-z0-9_.+/=-]{20,400})(?![A-Za-z0-9])`,
      'g',
    ),
    keywords: ['login ', 'auth ', 'authtoken', 'authenticate', 'activate ', 'register '],
    documentation: 'https://ngrok.com/docs/agent/cli/',
    isSecret: isStrong,
    isAnchored: true,
    isNamed: true,
    example: 'acme auth login Fq7zKx2WvBn9RtLm4HsJd8PcGy3T',
  },
]
