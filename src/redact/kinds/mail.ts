import {alphanumeric, digits, form, hex, hexDigit, oneOf, raw, urlSafe, uuid} from '../form.js'
import type {Rule} from '../rule.js'
import {beside, secretName} from './beside.js'
import {documented, token} from './token.js'

/** What services that send mails, calls and short messages give out. */
export const mail: readonly Rule[] = [
  ...documented(
    'https://www.twilio.com/docs/iam/api-keys',
    token(
      'twilio-key',
      'Twilio API key or account id',
      form`${oneOf('SK', 'AC')}${hexDigit}${hex(31)}`,
    ),
    beside('twilio-auth-token', 'Twilio auth token', 'twilio', hex(32)),
  ),
  ...documented(
    'https://www.twilio.com/docs/sendgrid/ui/account-and-settings/api-keys',
    token(
      'sendgrid-key',
      'SendGrid key',
      form`SG.${raw('[A-Za-z0-9_=-]{16,32}\\.[A-Za-z0-9_=-]{16,64}', `${alphanumeric(22).sample}.${alphanumeric(43).sample}`)}`,
    ),
    token(
      'sendgrid-key',
      'SendGrid key with dots anywhere',
      form`SG.${raw('[A-Za-z0-9_.=-]{66}', alphanumeric(66).sample)}`,
      {entropy: 3.6},
    ),
  ),
  ...documented(
    'https://documentation.mailgun.com/docs/mailgun/api-reference/mg-auth',
    // `cache-key-` and a hash is no key of Mailgun.
    token('mailgun-key', 'Mailgun key', form`key-${hex(32)}`, {isStrict: true}),
    token('mailgun-public-key', 'Mailgun public key', form`pubkey-${hex(32)}`, {isStrict: true}),
    beside(
      'mailgun-signing-key',
      'Mailgun key of an account or to sign webhooks',
      'mailgun mg-api',
      raw('[a-h0-9]{32}-[a-h0-9]{8}-[a-h0-9]{8}', `${hex(32).sample}-fa4e0123-fa4e0123`),
    ),
  ),
  ...documented(
    'https://mailchimp.com/developer/marketing/guides/quick-start/',
    token('mailchimp-key', 'Mailchimp key', form`${hex(32)}-us${digits(1, 2)}`),
  ),
  ...documented(
    'https://mailchimp.com/developer/transactional/docs/fundamentals/',
    token('mandrill-key', 'Mailchimp Transactional key', form`md-${alphanumeric(22)}`, {
      isStrict: true,
      entropy: 3.6,
      confidence: 'unsure',
    }),
    beside('mandrill-key', 'older Mandrill key', 'mandrill', urlSafe(22)),
  ),
  ...documented(
    'https://developers.brevo.com/docs/getting-started',
    token(
      'brevo-key',
      'Brevo (Sendinblue) key',
      form`x${oneOf('keysib', 'smtpsib')}-${hex(64)}-${alphanumeric(16)}`,
    ),
  ),
  ...documented(
    'https://resend.com/docs/api-reference/introduction',
    token(
      'resend-key',
      'Resend key',
      form`re_${raw('[A-Za-z0-9]{7,9}_[A-Za-z0-9]{22,26}', 'Fake0Tok_Fake0Token1Only2For3Test')}`,
      {isStrict: true, entropy: 3.6},
    ),
  ),
  ...documented(
    'https://postmarkapp.com/developer/api/overview',
    beside('postmark-token', 'Postmark server token', 'post-mark x-postmark', uuid, {
      name: secretName,
    }),
  ),
  ...documented(
    'https://developers.bird.com/api/',
    beside('messagebird-key', 'MessageBird key', 'message-bird', alphanumeric(25)),
    beside('messagebird-client-id', 'MessageBird client id', 'message-bird', uuid, {
      name: secretName,
    }),
  ),
  ...documented(
    'https://developer.vonage.com/en/getting-started/concepts/authentication',
    beside('vonage-secret', 'Vonage (Nexmo) API secret', 'vonage nexmo', alphanumeric(16), {
      name: secretName,
    }),
  ),
]
