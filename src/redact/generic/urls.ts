import {entropy} from '../entropy.js'
import {fake} from '../fake.js'
import {isReadable} from '../readable.js'
import type {Rule} from '../rule.js'

const userinfo = 'https://www.rfc-editor.org/rfc/rfc3986#section-3.2.1'

/** Passwords that every example has, and that databases on one's own machine have. */
const noPasswords =
  /^(?:pass|password|passwd|pwd|pw|secret|token|user|username|postgres|mysql|root|admin|guest|example|changeme|x-oauth-basic|x-access-token|test|x|xxx+|db_?pass(?:word)?|\w*pass(?:word)?here)$/i

/** Secrets by their place in a URL. */
export const urlRules: readonly Rule[] = [
  {
    id: 'url-password',
    what: 'password in a URL',
    pattern:
      /(?<=[a-z0-9]):\/\/[^\s:@/"'`<>]{0,100}:(?<secret>[^\s:@/"'`<>]{3,200})@[A-Za-z0-9[]/gi,
    keywords: ['://'],
    documentation: userinfo,
    // The colon of a mark is no colon of a user.
    isSecret: (value, whole) =>
      !noPasswords.test(value) && !whole.includes(`//${value}:`) && !/^[\w-]+#\d+\]/.test(value),
    isAnchored: true,
    example: 'postgres://shop:FakeOnlyForTests@db.internal/shop',
  },
  {
    id: 'url-token',
    what: 'token in place of the user of a URL',
    pattern:
      /(?<=[a-z0-9]):\/\/(?<secret>[A-Za-z0-9_-]{20,200})(?::x-oauth-basic|:)?@(?=[A-Za-z0-9])/gi,
    keywords: ['://'],
    documentation: userinfo,
    isSecret: (value) => /\d/.test(value) && !isReadable(value),
    isAnchored: true,
    isNamed: true,
    example: 'https://Fq7zKx2WvBn9RtLm4HsJd8Pc@git.example.com/acme/shop.git',
  },
  {
    id: 'signed-url',
    what: 'signature of a presigned URL',
    pattern:
      /(?<=[?&;]|%26|amp;|\\u0026)(?:(?:x-(?:amz|goog|oss|cos|tos|ms|obs|bce)-)?(?:signature|security-token)|sig|hmac|hdnts|__token__|sign)(?:=|%3D)(?<secret>[A-Za-z0-9%._~+/-]{16,2000}=*)/gi,
    keywords: ['ignature', 'sig=', 'sig%3D', 'ecurity-', 'hmac', 'hdnts', '__token__', 'sign='],
    documentation: 'https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html',
    isSecret: (value) => /\d/.test(value) && entropy(value) >= 3,
    isNamed: true,
    example: `https://s3.example.com/shop?X-Amz-Expires=60&X-Amz-Signature=${fake('hex', 64)}`,
  },
  {
    id: 'oauth-code',
    what: 'code of a sign-in in a URL',
    pattern:
      /(?<=[?&])(?:code|assertion|SAMLResponse|ticket)=(?<secret>[A-Za-z0-9%._~+/-]{20,4000}=*)/g,
    keywords: ['code=', 'assertion=', 'SAMLResponse=', 'ticket='],
    documentation: 'https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2',
    isSecret: (value) =>
      /\d.*\d|^[A-Za-z0-9]+$/.test(value) && !isReadable(value) && entropy(value) >= 3.2,
    isAnchored: true,
    isNamed: true,
    example: 'http://localhost:3000/callback?code=Fq7zKx2WvBn9RtLm4HsJd8Pc&state=1',
  },
  {
    id: 'url-password',
    what: 'password in the URL of a JDBC driver for Oracle',
    pattern: /jdbc:oracle:thin:[^/\s"']{1,60}\/(?<secret>[^@\s"']{3,100})@/g,
    keywords: ['jdbc:oracle'],
    documentation:
      'https://docs.oracle.com/en/database/oracle/oracle-database/23/jjdbc/data-sources-and-URLs.html',
    isSecret: (value) => !noPasswords.test(value),
    isAnchored: true,
    isNamed: true,
    example: 'jdbc:oracle:thin:shop/FakeOnlyForTests@//db.internal:1521/shop',
  },
]
