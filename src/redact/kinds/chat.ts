import {alphanumeric, custom, digits, form, hex, lower, oneOf, raw, urlSafe, uuid} from '../form.js'
import type {Rule} from '../rule.js'
import {beside, secretName} from './beside.js'
import {documented, token, url} from './token.js'

/** What services for messages and meetings give out. */
export const chat: readonly Rule[] = [
  ...documented(
    'https://docs.slack.dev/authentication/tokens',
    token(
      'slack-token',
      'Slack token',
      form`xox${oneOf('b', 'o', 'p', 's', 'e', 'c')}-${raw('(?:\\d{8,14}-){1,3}[A-Za-z0-9]{8,64}(?:-[A-Za-z0-9]{8,64})?', `${digits(12).sample}-${digits(12).sample}-${alphanumeric(24).sample}`)}`,
      // Numbers alone are those of the workspace and its members; the secret comes behind them.
      {isStrict: true, entropy: 2.8, isSecret: (value) => /[a-z]/i.test(value.slice(5))},
    ),
    token(
      'slack-token',
      'Slack token of a workspace',
      form`xox${oneOf('a', 'r')}-${raw('(?=[A-Za-z-]{0,40}\\d)[A-Za-z0-9-]{10,250}', `2-${alphanumeric(40).sample}`)}`,
      {isStrict: true, entropy: 2.8},
    ),
    token(
      'slack-cookie',
      'Slack cookie of a browser',
      form`xoxd-${raw('[A-Za-z0-9%+/_-]{40,400}={0,2}', alphanumeric(80).sample)}`,
      {entropy: 3.5},
    ),
    token(
      'slack-app-token',
      'Slack app token',
      form`xapp-${raw('[0-9]-[A-Z0-9]{5,20}-[0-9]{5,20}-[a-z0-9]{20,100}', `1-FAKE2TOKEN3-${digits(13).sample}-${hex(64).sample}`)}`,
    ),
    token(
      'slack-config-token',
      'Slack configuration token',
      form`xoxe${oneOf('.xoxb', '.xoxp')}-1-${alphanumeric(100, 250)}`,
    ),
    token(
      'slack-config-token',
      'Slack token to refresh a configuration token',
      form`xoxe-${raw('(?:\\d-)?[A-Za-z0-9]{20,250}', `1-${alphanumeric(146).sample}`)}`,
    ),
  ),
  ...documented(
    'https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks/',
    url(
      'slack-webhook',
      'Slack webhook',
      custom(
        'https://hooks\\.slack(?:-gov)?\\.com/(?:services|workflows|triggers)/[A-Za-z0-9/]{20,100}',
        `https://hooks.slack.com/services/TFAKE2TOK/BFAKE2TOK/${alphanumeric(24).sample}`,
        'hooks.slack',
      ),
    ),
  ),
  ...documented(
    'https://docs.discord.com/developers/reference#authentication',
    token(
      'discord-token',
      'Discord bot token',
      // An id of digits alone in base64, which leaves few ways to begin.
      form`${oneOf('MT', 'Mj', 'Mz', 'ND', 'NT', 'Nj', 'Nz', 'OD', 'OT')}${oneOf('I', ...'AEMQUYcgk')}${raw('[w-z0-5][A-Za-z0-9_-]{20,24}\\.[A-Za-z0-9_-]{6}\\.[A-Za-z0-9_-]{27,45}', `w${alphanumeric(20).sample}.Fake0T.${alphanumeric(38).sample}`)}`,
      {isStrict: true, entropy: 4},
    ),
    beside('discord-key', 'Discord public or API key', 'discord', hex(64)),
    beside('discord-client-secret', 'Discord client secret', 'discord', urlSafe(32)),
    beside('discord-client-id', 'Discord client id', 'discord', digits(17, 20), {
      name: /client|token|key|secret|app(?:lication)?_?id/i,
    }),
  ),
  ...documented(
    'https://docs.discord.com/developers/resources/webhook',
    url(
      'discord-webhook',
      'Discord webhook',
      custom(
        'https://(?:canary\\.|ptb\\.)?discord(?:app)?\\.com/api/(?:v\\d{1,2}/)?webhooks/\\d{15,20}/[A-Za-z0-9_-]{60,80}',
        `https://discord.com/api/webhooks/${digits(18).sample}/${alphanumeric(68).sample}`,
        '/webhooks/',
      ),
    ),
  ),
  ...documented(
    'https://core.telegram.org/bots/api#authorizing-your-bot',
    token('telegram-token', 'Telegram bot token', form`${digits(8, 10)}:AA${urlSafe(33)}`),
    beside(
      'telegram-token',
      'token beside the name of Telegram',
      'telegram telegr tgram',
      raw('[0-9]{5,16}:A[A-Za-z0-9_-]{34}', `${digits(9).sample}:AA${alphanumeric(33).sample}`),
    ),
    url(
      'telegram-token',
      'token in an address of the Telegram API',
      custom(
        'api\\.telegram\\.org/bot(?<secret>[0-9]{5,16}:A[A-Za-z0-9_-]{34})',
        `https://api.telegram.org/bot${digits(9).sample}:AA${alphanumeric(33).sample}`,
        'api.telegram.org/bot',
      ),
    ),
  ),
  ...documented(
    'https://docs.mattermost.com/integrations-guide/personal-access-token.html',
    beside('mattermost-token', 'Mattermost token', 'mattermost', lower(26)),
  ),
  ...documented(
    'https://sendbird.com/docs/chat/platform-api/v3/prepare-to-use-api',
    beside('sendbird-token', 'Sendbird token', 'send-bird', hex(40)),
    beside('sendbird-access-id', 'Sendbird access id', 'send-bird', uuid, {name: secretName}),
  ),
  ...documented(
    'https://gitter.im/apps',
    beside('gitter-token', 'Gitter token', 'gitter', urlSafe(40)),
  ),
  ...documented(
    'https://developer.zoom.us/docs/internal-apps/s2s-oauth/',
    beside('zoom-secret', 'Zoom client secret', 'zoom', alphanumeric(32)),
  ),
  ...documented(
    'https://developers.line.biz/en/docs/basics/channel-access-token/',
    beside(
      'line-token',
      'LINE channel access token',
      'line-channel line-bot',
      raw('[A-Za-z0-9+/]{170,174}={0,2}', alphanumeric(172).sample),
    ),
  ),
  ...documented(
    'https://developers.google.com/workspace/chat/quickstart/webhooks',
    url(
      'google-chat-webhook',
      'webhook of Google Chat',
      custom(
        'https://chat\\.googleapis\\.com/v1/spaces/[A-Za-z0-9_-]{5,30}/messages\\?key=[A-Za-z0-9_-]{30,45}&token=[A-Za-z0-9_%-]{20,100}',
        `https://chat.googleapis.com/v1/spaces/FAKE2TOKEN3/messages?key=${alphanumeric(39).sample}&token=${alphanumeric(43).sample}`,
        'chat.googleapis.com/',
      ),
    ),
  ),
  ...documented(
    'https://api.intercom.io/docs/build-an-integration/learn-more/authentication',
    beside(
      'intercom-token',
      'Intercom token',
      'intercom',
      raw('[A-Za-z0-9=_+/-]{60}', alphanumeric(60).sample),
    ),
  ),
  ...documented(
    'https://learn.microsoft.com/en-us/microsoftteams/platform/webhooks-and-connectors/how-to/add-incoming-webhook',
    url(
      'teams-webhook',
      'webhook of Microsoft Teams',
      custom(
        'https://[a-z0-9-]{1,60}\\.webhook\\.office\\.com/webhookb2/[a-z0-9-]{36}@[a-z0-9-]{36}/IncomingWebhook/[a-z0-9]{32}/[a-z0-9-]{36}(?:/[A-Za-z0-9_-]{1,60})?',
        `https://shop.webhook.office.com/webhookb2/${uuid.sample}@${uuid.sample}/IncomingWebhook/${lower(32).sample}/${uuid.sample}`,
        '.webhook.office.com/',
      ),
    ),
  ),
]
