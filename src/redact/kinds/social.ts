import {alphanumeric, digit, digits, form, hex, lower, oneOf, raw, urlSafe, uuid} from '../form.js'
import type {Rule} from '../rule.js'
import {beside, secretName} from './beside.js'
import {documented, token} from './token.js'

/** What social networks, games and wallets give out. */
export const social: readonly Rule[] = [
  ...documented(
    'https://developers.facebook.com/docs/facebook-login/guides/access-tokens/',
    token(
      'facebook-token',
      'Facebook token of a person or page',
      form`EAA${raw('[A-Z][A-Za-z0-9]{80,600}', `M${alphanumeric(120).sample}`)}`,
      {entropy: 3.6},
    ),
    token(
      'facebook-app-token',
      'Facebook token of an app',
      form`${digits(13, 14)}${digit}${digit}${oneOf('|', '%7C', '%7c')}${urlSafe(27, 40)}`,
    ),
    beside('facebook-secret', 'Facebook app secret', 'facebook fb-app meta-app', hex(32)),
  ),
  ...documented(
    'https://developers.facebook.com/docs/instagram-platform/instagram-api-with-instagram-login/',
    token(
      'instagram-token',
      'Instagram token',
      form`IG${oneOf('AA', 'QV', 'QW')}${urlSafe(100, 300)}`,
      {entropy: 3.6},
    ),
  ),
  ...documented(
    'https://docs.x.com/fundamentals/authentication/oauth-1-0a/api-key-and-secret',
    token(
      'twitter-bearer-token',
      'Twitter (X) bearer token',
      form`AAAAAAAAAAAAAAAAAAAA${raw('AA[A-Za-z0-9%]{30,120}', `AA${alphanumeric(80).sample}`)}`,
      {entropy: 3},
    ),
    beside(
      'twitter-access-token',
      'Twitter (X) access token',
      'twitter',
      raw('[0-9]{15,25}-[A-Za-z0-9]{20,45}', `${digits(19).sample}-${alphanumeric(40).sample}`),
    ),
    beside('twitter-api-key', 'Twitter (X) API key', 'twitter', alphanumeric(25)),
    beside('twitter-api-secret', 'Twitter (X) API secret', 'twitter', alphanumeric(50)),
    beside(
      'twitter-access-secret',
      'Twitter (X) secret of an access token',
      'twitter',
      alphanumeric(45),
    ),
  ),
  ...documented(
    'https://learn.microsoft.com/en-us/linkedin/shared/authentication/client-credentials-flow',
    token(
      'linkedin-secret',
      'LinkedIn client secret with its prefix',
      form`WPL_AP${raw('[01]\\.[A-Za-z0-9]{16}\\.[A-Za-z0-9]{4,8}(?:==)?', '1.Fake0Token1Only2.Fake0T==')}`,
    ),
    beside('linkedin-secret', 'LinkedIn client secret', 'linked-in', alphanumeric(16), {
      name: secretName,
    }),
    beside('linkedin-client-id', 'LinkedIn client id', 'linked-in', lower(14), {
      name: /client|token|key|secret/i,
    }),
    token(
      'linkedin-token',
      'LinkedIn access token',
      form`AQ${oneOf('V', 'U', 'W', 'X', 'T')}${urlSafe(150, 500)}`,
      {isStrict: true, entropy: 3.6},
    ),
  ),
  ...documented(
    'https://github.com/reddit-archive/reddit/wiki/OAuth2',
    beside('reddit-secret', 'Reddit client secret', 'reddit', urlSafe(27, 30), {name: secretName}),
  ),
  ...documented(
    'https://dev.twitch.tv/docs/authentication/',
    beside('twitch-token', 'Twitch token or client secret', 'twitch', lower(30)),
    token('twitch-oauth-token', 'Twitch chat token', form`oauth:${lower(30)}`),
  ),
  ...documented(
    'https://developer.spotify.com/documentation/web-api/concepts/apps',
    beside('spotify-secret', 'Spotify client secret', 'spotify', hex(32)),
  ),
  ...documented(
    'https://www.flickr.com/services/api/auth.oauth.html',
    beside('flickr-key', 'Flickr key', 'flickr', lower(32)),
  ),
  ...documented(
    'https://developer.riotgames.com/docs/portal',
    token('riot-key', 'Riot Games API key', form`RGAPI-${uuid}`),
  ),
  ...documented(
    'https://create.roblox.com/docs/cloud/auth/api-keys',
    token(
      'roblox-cookie',
      'Roblox session cookie',
      form`_|WARNING:-DO-NOT-SHARE-THIS.${raw("[A-Za-z0-9 ,.'-]{0,200}\\|_[A-Za-z0-9]{100,1500}", `--FakeTokenOnlyForTests.|_${alphanumeric(300).sample}`)}`,
    ),
  ),
  ...documented('https://ethereum.org/en/developers/docs/accounts/#an-externally-owned-account', {
    id: 'wallet-key',
    what: 'private key of a wallet of Ethereum',
    pattern:
      /(?:private|deployer|wallet|signer|owner)[_-]?(?:private[_-]?)?key[\\"'` \t]{0,5}[:=,][\\"'` \t]{0,5}(?<secret>(?:0x)?[a-f0-9]{64})(?![A-Za-z0-9])/gi,
    keywords: ['key'],
    example: `DEPLOYER_PRIVATE_KEY=0x${hex(64).sample}`,
    entropy: 2.8,
  }),
]
