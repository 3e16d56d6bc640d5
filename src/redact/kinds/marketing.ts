import {alphanumeric, form, hex, oneOf, raw, uuid} from '../form.js'
import type {Rule} from '../rule.js'
import {beside, secretName} from './beside.js'
import {documented, token} from './token.js'

/** What services for mailings, forms and customers give out. */
export const marketing: readonly Rule[] = [
  ...documented(
    'https://developers.hubspot.com/docs/apps/legacy-apps/private-apps/overview',
    token(
      'hubspot-token',
      'HubSpot token of a private app',
      form`pat-${oneOf('na1', 'na2', 'na3', 'eu1', 'ap1')}-${uuid}`,
    ),
    beside('hubspot-key', 'HubSpot API key', 'hub-spot hapi', uuid, {name: secretName}),
  ),
  ...documented(
    'https://developer.salesforce.com/docs/platform/mobile-sdk/guide/oauth-access-token.html',
    token(
      'salesforce-token',
      'Salesforce session or access token',
      form`00D${raw('[A-Za-z0-9]{12,15}![A-Za-z0-9._]{80,150}', `${alphanumeric(12).sample}!${alphanumeric(96).sample}`)}`,
    ),
  ),
  ...documented(
    'https://developers.pipedrive.com/docs/api/v1',
    beside('pipedrive-token', 'Pipedrive token', 'pipe-drive', hex(40)),
  ),
  ...documented(
    'https://developer.zendesk.com/api-reference/introduction/security-and-auth/',
    beside('zendesk-token', 'Zendesk token', 'zendesk', alphanumeric(40)),
  ),
  ...documented(
    'https://developers.freshdesk.com/api/#authentication',
    beside('freshdesk-key', 'Freshdesk API key', 'fresh-desk', alphanumeric(19, 20), {
      name: secretName,
    }),
  ),
  ...documented(
    'https://www.typeform.com/developers/get-started/personal-access-token/',
    token(
      'typeform-token',
      'Typeform token',
      form`tfp_${raw('[A-Za-z0-9_.=-]{40,60}', alphanumeric(59).sample)}`,
    ),
  ),
  ...documented(
    'https://developers.klaviyo.com/en/docs/authenticate_',
    token(
      'klaviyo-key',
      'Klaviyo private key',
      form`pk_${raw('(?:[A-Za-z0-9]{6}_)?[a-f0-9]{34}', hex(34).sample)}`,
    ),
  ),
  ...documented(
    'https://documentation.onesignal.com/docs/en/keys-and-ids',
    token(
      'onesignal-key',
      'OneSignal API key',
      form`os_v2_${oneOf('app', 'org')}_${raw('[a-z2-7]{80,110}', 'faketokenonly'.repeat(8))}`,
    ),
  ),
  ...documented(
    'https://www.braze.com/docs/api/basics/',
    beside('braze-key', 'Braze API key', 'braze', uuid, {name: secretName}),
  ),
  ...documented(
    'https://developers.activecampaign.com/reference/authentication',
    beside('activecampaign-key', 'ActiveCampaign API key', 'active-campaign', hex(64, 72)),
  ),
  ...documented(
    'https://developers.convertkit.com/',
    beside(
      'convertkit-key',
      'ConvertKit API key or secret',
      'convert-kit',
      raw('[A-Za-z0-9_-]{43}|[A-Za-z0-9_-]{22}', alphanumeric(43).sample),
    ),
  ),
  ...documented(
    'https://docs.customer.io/api/app/',
    beside(
      'customerio-key',
      'Customer.io key',
      'customer-io',
      raw('[a-f0-9]{32}|[a-f0-9]{20}', hex(32).sample),
    ),
  ),
]
