import {alphanumeric, base64Padded, form, hex, oneOf, raw, urlSafe, uuid} from '../form.js'
import type {Rule} from '../rule.js'
import {beside, secretName} from './beside.js'
import {documented, token} from './token.js'

/** What hosts of websites, apps and tunnels give out. */
export const hosting: readonly Rule[] = [
  ...documented(
    'https://devcenter.heroku.com/articles/authentication',
    token(
      'heroku-token',
      'Heroku token',
      form`HRKU-${raw('AA[A-Za-z0-9_-]{58}|[A-Fa-f0-9]{8}(?:-[A-Fa-f0-9]{4}){3}-[A-Fa-f0-9]{12}', `AA${alphanumeric(58).sample}`)}`,
    ),
    beside('heroku-key', 'Heroku API key', 'heroku', uuid, {name: secretName}),
  ),
  ...documented(
    'https://fly.io/docs/security/tokens/',
    token('fly-token', 'Fly.io token', form`fo1_${urlSafe(43)}`),
    token(
      'fly-macaroon',
      'Fly.io token with scopes',
      form`fm${oneOf('1r', '1a', '2')}_${base64Padded(90, 4000)}`,
    ),
  ),
  ...documented(
    'https://vercel.com/docs/sign-in-with-vercel/tokens',
    token(
      'vercel-token',
      'Vercel token',
      form`vc${oneOf('p', 'i', 'a', 'r', 'k')}_${alphanumeric(24, 80)}`,
      {entropy: 3.5},
    ),
    beside('vercel-legacy-token', 'older Vercel token', 'vercel', alphanumeric(24), {
      name: secretName,
    }),
    token(
      'vercel-blob-token',
      'token of Vercel Blob',
      form`vercel_blob_rw_${alphanumeric(16)}_${alphanumeric(30, 40)}`,
    ),
  ),
  ...documented(
    'https://docs.netlify.com/api-and-cli-guides/api-guides/get-started-with-api/',
    token(
      'netlify-token',
      'Netlify token',
      form`nf${oneOf('p', 'c', 'o', 'u', 'b')}_${alphanumeric(36, 40)}`,
    ),
    beside(
      'netlify-legacy-token',
      'older Netlify token',
      'netlify',
      raw('[A-Za-z0-9=_-]{40,46}', alphanumeric(43).sample),
    ),
  ),
  ...documented(
    'https://docs.railway.com/reference/public-api',
    beside('railway-token', 'Railway token', 'railway', uuid, {name: /token|key|secret/i}),
  ),
  ...documented(
    'https://render.com/docs/api',
    token('render-key', 'Render API key', form`rnd_${alphanumeric(28, 36)}`, {entropy: 3.5}),
  ),
  ...documented(
    'https://developers.scalingo.com/',
    token('scalingo-token', 'Scalingo token', form`tk-us-${urlSafe(48)}`),
  ),
  ...documented(
    'https://docs.expo.dev/accounts/programmatic-access/',
    beside('expo-token', 'Expo token', 'expo-token expo-access eas-token', urlSafe(40), {
      name: secretName,
    }),
  ),
  ...documented(
    'https://learn.microsoft.com/en-us/appcenter/api-docs/',
    beside('appcenter-token', 'App Center token', 'app-center', hex(40)),
  ),
  ...documented(
    'https://docs.redhat.com/en/documentation/openshift_container_platform/latest/html/authentication_and_authorization/configuring-oauth-clients',
    token('openshift-token', 'OpenShift token', form`sha256~${urlSafe(43)}`),
  ),
  ...documented(
    'https://ngrok.com/docs/agent/#authtokens',
    beside(
      'ngrok-token',
      'ngrok token',
      'ngrok',
      raw(
        '[A-Za-z0-9]{25,30}_[A-Za-z0-9]{18,24}',
        `${alphanumeric(27).sample}_${alphanumeric(21).sample}`,
      ),
    ),
  ),
]
