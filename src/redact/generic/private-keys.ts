import {fake} from '../fake.js'
import {type Rule, start} from '../rule.js'

const keyName = '(?:[A-Z0-9]+ ){0,4}PRIVATE KEY(?: BLOCK)?'

/** Ends of lines, also as JSON in a string writes them, with the signs a diff or a listing puts in front. */
const lineEnd =
  '(?:\\\\{0,4}r)?(?:\\\\{1,4}n|\\r?\\n)[+\\- >|]?[ \\t]{0,20}(?:\\d{1,6}[:|→] ?[ \\t]?)?'

/** Lines of a key whose end was cut off. */
const keyLines = `(?:${lineEnd}(?:[A-Za-z0-9+/=]{16,200}|[A-Za-z-]{1,40}: [^\\r\\n]{1,100}|(?=\\r?\\n))){1,2000}`

const hasKey = (key: string) =>
  /[A-Za-z0-9+/=]{16}/.test(key.replace(/-----[A-Z ]{1,60}-----/g, ' '))

/** Private keys, in the forms of PEM and of the programs that write them. */
export const privateKeyRules: readonly Rule[] = [
  {
    id: 'private-key',
    what: 'private key in PEM form',
    pattern: new RegExp(
      `-----BEGIN ${keyName}-----(?:(?:[^-]|-(?!----(?:BEGIN|END) )){0,60000}-----END ${keyName}-----|${keyLines}|[A-Za-z0-9+/= ]{40,8000})`,
      'g',
    ),
    keywords: ['PRIVATE KEY'],
    isSecret: hasKey,
    documentation: 'https://www.rfc-editor.org/rfc/rfc7468',
    example: [
      '-----BEGIN PRIVATE KEY-----',
      fake('alphanumeric', 64),
      fake('alphanumeric', 44),
      '-----END PRIVATE KEY-----',
    ].join('\n'),
  },
  {
    id: 'private-key',
    what: 'private key in PEM form whose beginning was cut off',
    // It begins at the first of its lines only, so that each is read once.
    pattern: new RegExp(
      `(?<=(?:^|\\n|\\\\n|[\\s"'\`=:])[+*-]?)(?<![A-Za-z0-9+/=]{20}(?:\\r?\\n|\\\\n)[+\\- ]?[ \\t]{0,20})[A-Za-z0-9+/]{40,100}(?:${lineEnd}[A-Za-z0-9+/]{1,100}={0,2}){1,400}${lineEnd}-----END ${keyName}-----`,
      'g',
    ),
    keywords: ['PRIVATE KEY-----'],
    isSecret: hasKey,
    documentation: 'https://www.rfc-editor.org/rfc/rfc7468',
    example: [
      fake('alphanumeric', 64),
      fake('alphanumeric', 44),
      '-----END EC PRIVATE KEY-----',
    ].join('\n'),
  },
  {
    id: 'private-key',
    what: 'private key of SSH2',
    pattern:
      /---- BEGIN SSH2 (?:ENCRYPTED )?PRIVATE KEY ----(?:[^-]|-(?!--- )){40,20000}(?:---- END SSH2 (?:ENCRYPTED )?PRIVATE KEY ----)?/g,
    keywords: ['BEGIN SSH2'],
    documentation: 'https://www.rfc-editor.org/rfc/rfc4716',
    example: `---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----\n${fake('alphanumeric', 64)}\n---- END SSH2 ENCRYPTED PRIVATE KEY ----`,
  },
  {
    id: 'private-key',
    what: 'private key of PuTTY',
    pattern: new RegExp(
      `Private-Lines: \\d{1,4}${lineEnd}(?<secret>[A-Za-z0-9+/=]{16,100}(?:${lineEnd}[A-Za-z0-9+/=]{16,100}){0,400}(?:${lineEnd}[A-Za-z0-9+/=]{1,100}(?![A-Za-z0-9:-]))?)`,
      'g',
    ),
    keywords: ['Private-Lines: '],
    documentation: 'https://tartarus.org/~simon/putty-snapshots/htmldoc/AppendixC.html',
    example: `PuTTY-User-Key-File-3: ssh-ed25519\nPrivate-Lines: 1\n${fake('alphanumeric', 48)}\nPrivate-MAC: 00`,
  },
  {
    id: 'private-key',
    what: 'private key without its frame',
    // How the base64 of OpenSSH's form begins, and what that of PKCS #8 has in its first bytes.
    pattern: new RegExp(
      `${start}(?:b3BlbnNzaC1rZXktdjE|MII[A-Za-z0-9+/]{3}IBADANBgkqhkiG9w0BAQEFAASC|M[HI][A-Za-z0-9+/]{1,3}[A-Za-z0-9+/]{2}AgEAMBMGByqGSM49)[A-Za-z0-9+/]{40,20000}={0,2}`,
      'g',
    ),
    keywords: ['b3BlbnNzaC1rZXktdjE', 'IBADANBgkqhkiG9w0BAQEFAASC', 'AgEAMBMGByqGSM49'],
    documentation: 'https://www.rfc-editor.org/rfc/rfc5958',
    example: `b3BlbnNzaC1rZXktdjE${fake('alphanumeric', 80)}`,
  },
  {
    id: 'private-key',
    what: 'private part of a JSON Web Key',
    pattern:
      /\\{0,4}"(?:d|k|p|q|dp|dq|qi)\\{0,4}"\s{0,4}:\s{0,4}\\{0,4}"(?<secret>[A-Za-z0-9_-]{32,1400})\\{0,4}"/g,
    keywords: ['kty'],
    documentation: 'https://www.rfc-editor.org/rfc/rfc7518#section-6',
    isNamed: true,
    example: `{"kty": "OKP", "crv": "Ed25519", "d": "${fake('alphanumeric', 43)}"}`,
  },
]
