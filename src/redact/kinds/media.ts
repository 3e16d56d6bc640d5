import {
  alphanumeric,
  custom,
  digits,
  form,
  hex,
  lower,
  oneOf,
  raw,
  urlSafe,
  urlSafePadded,
  uuid,
} from '../form.js'
import type {Rule} from '../rule.js'
import {beside, secretName} from './beside.js'
import {documented, token, url} from './token.js'

/** What services for designs, files, pictures and films give out. */
export const media: readonly Rule[] = [
  ...documented(
    'https://developers.figma.com/docs/rest-api/authentication/',
    token('figma-token', 'Figma token', form`fig${oneOf('d', 'ur', 'u', 'dr')}_${urlSafe(38, 60)}`),
    beside(
      'figma-legacy-token',
      'older Figma token',
      'figma',
      raw(`\\d{5,9}-${uuid.source}`, `123456-${uuid.sample}`),
    ),
  ),
  ...documented(
    'https://developers.miro.com/docs/getting-started-with-oauth',
    beside('miro-token', 'Miro token', 'miro', urlSafe(27, 80), {name: secretName}),
  ),
  ...documented(
    'https://next.developer.frame.io/platform/docs/guides/authentication',
    token('frameio-token', 'Frame.io token', form`fio-u-${urlSafePadded(64)}`),
  ),
  ...documented(
    'https://developers.dropbox.com/oauth-guide',
    token('dropbox-token', 'Dropbox token', form`sl.${urlSafePadded(130, 1200)}`, {
      isStrict: true,
      entropy: 4,
    }),
    token(
      'dropbox-token',
      'Dropbox token with a letter',
      form`sl.${raw('[a-z]', 'u')}.${urlSafePadded(130, 1500)}`,
      {isStrict: true, entropy: 4},
    ),
    beside(
      'dropbox-long-token',
      'Dropbox token that does not expire',
      'dropbox',
      form`${lower(11)}AAAAAAAAAA${urlSafePadded(43)}`,
    ),
    beside('dropbox-secret', 'Dropbox app key or secret', 'dropbox', lower(15)),
  ),
  ...documented(
    'https://developer.box.com/guides/authentication/',
    beside('box-secret', 'Box client secret or developer token', 'box', alphanumeric(32), {
      name: /secret|token|key/i,
    }),
  ),
  ...documented(
    'https://cloudinary.com/documentation/cloudinary_credentials_tutorial',
    url(
      'cloudinary-url',
      'login in a Cloudinary URL',
      custom(
        'cloudinary://\\d{10,20}:(?<secret>[A-Za-z0-9_-]{20,40})(?=@)',
        `cloudinary://${digits(15).sample}:${alphanumeric(27).sample}@shop`,
        'cloudinary://',
      ),
    ),
    beside('cloudinary-secret', 'Cloudinary API secret', 'cloudinary', urlSafe(27)),
  ),
  ...documented(
    'https://uploadcare.com/docs/start/settings/',
    beside('uploadcare-key', 'Uploadcare secret key', 'uploadcare', hex(20), {name: secretName}),
  ),
  ...documented(
    'https://docs.mux.com/core/make-api-requests',
    beside(
      'mux-secret',
      'Mux token secret',
      'mux',
      raw('[A-Za-z0-9+/]{75}', alphanumeric(75).sample),
    ),
  ),
]
