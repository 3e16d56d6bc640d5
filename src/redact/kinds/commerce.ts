import {alphanumeric, anyHex, form, hex, lower, oneOf, raw, uuid} from '../form.js'
import type {Rule} from '../rule.js'
import {beside, secretName} from './beside.js'
import {documented, token} from './token.js'

/** What shops and shipping give out, and tools for their websites. */
export const commerce: readonly Rule[] = [
  ...documented(
    'https://shopify.dev/docs/apps/build/authentication-authorization/access-tokens',
    token('shopify-token', 'Shopify access token', form`shp${oneOf('at', 'ua')}_${anyHex(32)}`),
    token('shopify-custom-token', 'Shopify token of a custom app', form`shpca_${anyHex(32)}`),
    token('shopify-private-token', 'Shopify password of a private app', form`shppa_${anyHex(32)}`),
    token('shopify-secret', 'Shopify shared secret', form`shpss_${anyHex(32)}`),
    token(
      'shopify-storefront-token',
      'Shopify Storefront or partner token',
      form`${oneOf('shpsb', 'prtapi', 'atkn')}_${anyHex(32)}`,
    ),
  ),
  ...documented(
    'https://developers.etsy.com/documentation/essentials/authentication/',
    beside('etsy-key', 'Etsy API key', 'etsy', lower(24)),
  ),
  ...documented(
    'https://docs.easypost.com/docs/authentication',
    token('easypost-key', 'EasyPost API key', form`EZ${oneOf('AK', 'TK')}${alphanumeric(54)}`),
  ),
  ...documented(
    'https://docs.goshippo.com/docs/guides_general/authentication/',
    token('shippo-token', 'Shippo token', form`shippo_${oneOf('live', 'test')}_${anyHex(40)}`),
  ),
  ...documented(
    'https://developers.squarespace.com/commerce-apis/authentication-and-permissions',
    beside('squarespace-token', 'Squarespace token', 'square-space', uuid, {name: secretName}),
  ),
  ...documented(
    'https://woocommerce.github.io/woocommerce-rest-api-docs/#authentication',
    token('woocommerce-key', 'WooCommerce key or secret', form`c${oneOf('k', 's')}_${hex(40)}`),
  ),
  ...documented(
    'https://developer.bigcommerce.com/docs/start/authentication/api-accounts',
    beside('bigcommerce-token', 'BigCommerce token', 'big-commerce x-auth', lower(31)),
  ),
  ...documented(
    'https://developer.adobe.com/developer-console/docs/guides/authentication/',
    token('adobe-client-secret', 'Adobe client secret', form`p8e-${alphanumeric(32)}`, {
      isStrict: true,
      entropy: 3,
    }),
    beside('adobe-client-id', 'Adobe client id', 'adobe', hex(32)),
  ),
  ...documented(
    'https://webflow.com/developers/data/reference/authentication',
    beside('webflow-token', 'Webflow token', 'web-flow', hex(64)),
  ),
  ...documented(
    'https://dev.wix.com/docs/rest/articles/get-started/api-keys',
    token(
      'wix-key',
      'Wix API key',
      form`IST.eyJ${raw('[A-Za-z0-9_-]{40,400}\\.eyJ[A-Za-z0-9_-]{40,1000}\\.[A-Za-z0-9_-]{100,600}', `${alphanumeric(50).sample}.eyJ${alphanumeric(90).sample}.${alphanumeric(342).sample}`)}`,
    ),
  ),
  ...documented(
    'https://docs.settlemint.com/docs/blockchain-platform/security/personal-access-tokens',
    token(
      'settlemint-token',
      'SettleMint token',
      form`sm_${oneOf('pat', 'aat', 'sat')}_${alphanumeric(16)}`,
    ),
  ),
  ...documented(
    'https://cal.com/docs/api-reference/v2/introduction',
    token('cal-key', 'Cal.com API key', form`cal_${oneOf('live_', 'test_')}${hex(32)}`),
  ),
  ...documented(
    'https://developers.docusign.com/platform/auth/',
    beside('docusign-key', 'DocuSign integration key', 'docu-sign', uuid, {name: secretName}),
  ),
]
