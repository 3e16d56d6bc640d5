import {alphanumeric, form, oneOf, raw, upper, urlSafe} from '../form.js'
import type {Rule} from '../rule.js'
import {beside, secretName} from './beside.js'
import {documented, token} from './token.js'

/** What providers of identity give out. */
export const identity: readonly Rule[] = [
  ...documented(
    'https://developer.okta.com/docs/guides/create-an-api-token/main/',
    beside('okta-token', 'Okta token', 'okta ssws', form`00${urlSafe(40)}`),
  ),
  ...documented(
    'https://auth0.com/docs/get-started/applications/application-settings',
    beside('auth0-secret', 'Auth0 client secret', 'auth0', urlSafe(64)),
  ),
  ...documented(
    'https://clerk.com/docs/guides/how-clerk-works/overview',
    token(
      'clerk-machine-key',
      'Clerk key of a machine',
      form`a${oneOf('k', 'i')}_${alphanumeric(40, 64)}`,
      {isStrict: true, entropy: 3.8},
    ),
  ),
  ...documented(
    'https://workos.com/docs/glossary/api-keys',
    token(
      'workos-key',
      'WorkOS API key',
      form`sk_${raw('a2V5X[A-Za-z0-9]{40,100}={0,2}', `a2V5X${alphanumeric(50).sample}`)}`,
    ),
  ),
  ...documented(
    'https://stytch.com/docs/api/authentication',
    token(
      'stytch-secret',
      'Stytch secret',
      form`secret-${oneOf('test', 'live')}-${raw('[A-Za-z0-9_-]{36}=', `${alphanumeric(36).sample}=`)}`,
    ),
  ),
  ...documented(
    'https://docs.descope.com/api/management',
    beside(
      'descope-key',
      'Descope management key',
      'descope',
      raw('K[A-Za-z0-9]{50,90}', `K${alphanumeric(60).sample}`),
    ),
  ),
  ...documented(
    'https://authress.io/knowledge-base/docs/authorization/service-clients',
    token(
      'authress-key',
      'Authress key of a service',
      form`${oneOf('sc_', 'ext_', 'scauth_', 'authress_')}${raw('[A-Za-z0-9]{5,30}\\.[A-Za-z0-9]{4,6}\\.acc[_-][A-Za-z0-9-]{10,32}\\.[A-Za-z0-9+/_=-]{30,120}', `Fake0Token.Fake0.acc-fake0token1.${alphanumeric(44).sample}`)}`,
    ),
  ),
  ...documented(
    'https://datatracker.ietf.org/doc/html/rfc7519',
    token(
      'jwt-base64',
      'JSON Web Token in base64',
      form`ZXlK${raw('[A-Za-z0-9+/_-]{60,8000}={0,2}', `aGJHY2lPaU${alphanumeric(80).sample}`)}`,
      {entropy: 3.8},
    ),
  ),
  ...documented(
    'https://partner.steamgames.com/doc/webapi_overview/auth',
    beside('steam-key', 'Steam Web API key', 'steam', upper(32), {name: secretName}),
  ),
  ...documented(
    'https://github.com/google/google-authenticator/wiki/Key-Uri-Format',
    beside(
      'totp-secret',
      'seed of one-time passwords',
      'totp otpauth otp-secret',
      raw('[A-Z2-7]{16,64}', 'FAKE2TOKEN3ONLY4FOR5TEST'),
      {name: /secret|seed|key/i},
    ),
  ),
]
