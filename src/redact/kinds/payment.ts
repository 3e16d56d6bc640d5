import {alphanumeric, form, hex, lower, oneOf, raw, urlSafe, urlSafePadded} from '../form.js'
import type {Rule} from '../rule.js'
import {beside} from './beside.js'
import {documented, secret, token} from './token.js'

/** What services that take payments give out. */
export const payment: readonly Rule[] = [
  ...documented(
    'https://docs.stripe.com/keys',
    token(
      'stripe-key',
      'Stripe key',
      form`${oneOf('sk', 'rk')}_${oneOf('live', 'test', 'prod')}_${alphanumeric(10, 250)}`,
    ),
    token(
      'stripe-org-key',
      'Stripe key of an organisation',
      form`sk_org_${oneOf('live', 'test')}_${alphanumeric(10, 250)}`,
    ),
  ),
  ...documented(
    'https://docs.stripe.com/webhooks/signature',
    // Svix, Clerk and Resend sign their webhooks so too.
    token(
      'stripe-webhook',
      'secret of a webhook, as Stripe and Svix write it',
      form`whsec_${raw('[A-Za-z0-9+/]{24,100}={0,2}', alphanumeric(32).sample)}`,
    ),
  ),
  ...documented(
    'https://developer.squareup.com/docs/build-basics/access-tokens',
    token('square-token', 'Square access token', form`EAAA${urlSafe(56, 60)}`),
    token('square-token', 'Square token of an application', form`sq0atp-${urlSafe(22, 60)}`),
    token('square-secret', 'Square application secret', form`sq0csp-${urlSafe(22, 60)}`),
  ),
  ...documented(
    'https://developer.paypal.com/braintree/docs/guides/authorization/overview',
    token(
      'braintree-token',
      'Braintree access token',
      form`access_token$${oneOf('production', 'sandbox')}$${lower(16)}$${hex(32)}`,
    ),
  ),
  ...documented(
    'https://developer.paypal.com/api/rest/authentication/',
    beside(
      'paypal-secret',
      'PayPal client secret',
      'pay-pal',
      raw('E[A-Za-z0-9_-]{79}', `E${alphanumeric(79).sample}`),
    ),
  ),
  ...documented(
    'https://docs.adyen.com/development-resources/api-credentials/',
    token(
      'adyen-key',
      'Adyen API key',
      form`AQE${raw('[a-z]', 'y')}h${raw('[A-Za-z0-9+/=-]{60,500}', `${alphanumeric(60).sample}-FakeTokenOnlyForTests=`)}`,
      {entropy: 3.8},
    ),
  ),
  ...documented(
    'https://developer.flutterwave.com/docs/authentication',
    token(
      'flutterwave-key',
      'Flutterwave secret key',
      form`FLWSECK${raw('(?:_TEST|_LIVE)?', '_TEST')}-${alphanumeric(32)}-X`,
    ),
    token(
      'flutterwave-public-key',
      'Flutterwave public key',
      form`FLWPUBK${raw('(?:_TEST|_LIVE)?', '_TEST')}-${alphanumeric(32)}-X`,
    ),
    token(
      'flutterwave-encryption-key',
      'Flutterwave encryption key',
      form`FLWSECK${raw('(?:_TEST|_LIVE)?', '_TEST')}${raw('-?', '-')}${alphanumeric(12)}`,
    ),
  ),
  ...documented(
    'https://razorpay.com/docs/api/authentication/',
    token(
      'razorpay-key',
      'Razorpay key id',
      form`rzp_${oneOf('live', 'test')}_${alphanumeric(14)}`,
    ),
    beside('razorpay-secret', 'Razorpay key secret', 'razorpay rzp', alphanumeric(24)),
  ),
  ...documented(
    'https://developer.gocardless.com/getting-started/api/making-your-first-request/',
    beside(
      'gocardless-token',
      'GoCardless access token',
      'go-cardless',
      form`${oneOf('live', 'sandbox')}_${secret(urlSafePadded(40))}`,
    ),
  ),
  ...documented(
    'https://docs.mollie.com/reference/authentication',
    beside(
      'mollie-key',
      'Mollie API key',
      'mollie',
      form`${oneOf('live', 'test')}_${secret(alphanumeric(30))}`,
    ),
  ),
  ...documented('https://freemius.com/help/documentation/wordpress-sdk/integrating-freemius-sdk/', {
    ...beside(
      'freemius-key',
      'Freemius secret key',
      'secret-key',
      form`sk_${raw('[!-&(-~]{29}', 'Fake0Token#1Only2For3Tests$4F')}`,
    ),
    example: `'secret_key' => 'sk_Fake0Token#1Only2For3Tests$4F'`,
  }),
  ...documented(
    'https://duffel.com/docs/api/overview/making-requests',
    token(
      'duffel-token',
      'Duffel token',
      form`duffel_${oneOf('test', 'live')}_${urlSafePadded(43)}`,
    ),
  ),
  ...documented(
    'https://docs.lob.com/#section/Authentication',
    beside(
      'lob-key',
      'Lob API key',
      'lob',
      form`${oneOf('live', 'test')}_${secret(raw('(?:pub_[a-f0-9]{31}|[a-f0-9]{35})', hex(35).sample))}`,
    ),
  ),
  ...documented(
    'https://docs.recurly.com/recurly-subscriptions/docs/api-keys',
    beside('recurly-key', 'Recurly API key', 'recurly', hex(32)),
  ),
  ...documented(
    'https://developer.paddle.com/api-reference/about/api-keys',
    token(
      'paddle-key',
      'Paddle API key',
      form`pdl_${oneOf('live', 'sdbx')}_apikey_${lower(26)}_${alphanumeric(22)}_${alphanumeric(3)}`,
    ),
    token(
      'paddle-webhook-key',
      'Paddle webhook secret',
      form`pdl_ntfset_${lower(26)}_${raw('[A-Za-z0-9+/]{32}', alphanumeric(32).sample)}`,
    ),
  ),
]
