import {alphanumeric, custom, digits, form, hex, lower, oneOf, raw, urlSafe, uuid} from '../form.js'
import type {Rule} from '../rule.js'
import {beside, secretName} from './beside.js'
import {documented, token, url} from './token.js'

/** What tools for plans, documents and automation give out. */
export const work: readonly Rule[] = [
  ...documented(
    'https://support.atlassian.com/atlassian-account/docs/manage-api-tokens-for-your-atlassian-account/',
    token(
      'atlassian-token',
      'Atlassian token',
      form`ATATT3${raw('[A-Za-z0-9_=-]{150,250}', alphanumeric(186).sample)}`,
    ),
    token(
      'atlassian-admin-key',
      'Atlassian key of an organisation',
      form`ATCTT3${raw('[A-Za-z0-9_=-]{100,149}', alphanumeric(120).sample)}`,
    ),
    token(
      'atlassian-oauth-secret',
      'secret of an Atlassian OAuth app',
      form`ATOA${urlSafe(60, 72)}`,
      {entropy: 3.8},
    ),
    beside(
      'atlassian-legacy-token',
      'older Atlassian token',
      'atlassian confluence jira',
      alphanumeric(24),
      {name: secretName},
    ),
  ),
  ...documented(
    'https://developers.asana.com/docs/personal-access-token',
    beside(
      'asana-token',
      'Asana personal access token',
      'asana',
      raw(
        '[0-2]/[0-9]{13,20}(?:/[0-9]{13,20})?:[a-f0-9]{32}',
        `1/${digits(16).sample}:${hex(32).sample}`,
      ),
    ),
    beside('asana-client-secret', 'Asana client secret', 'asana', alphanumeric(32)),
    beside('asana-client-id', 'Asana client id', 'asana', digits(16), {
      name: /client|token|key|secret/i,
    }),
  ),
  ...documented(
    'https://linear.app/developers/graphql#personal-api-keys',
    token('linear-key', 'Linear API key', form`lin_api_${alphanumeric(32, 64)}`),
    token('linear-oauth-token', 'Linear OAuth token', form`lin_oauth_${alphanumeric(32, 64)}`),
    token('linear-webhook-secret', 'Linear webhook secret', form`lin_wh_${alphanumeric(20, 64)}`),
    beside('linear-client-secret', 'Linear client secret', 'linear', hex(32)),
  ),
  ...documented(
    'https://developers.notion.com/docs/authorization',
    token('notion-token', 'Notion token', form`ntn_${alphanumeric(40, 50)}`),
    token('notion-token', 'older Notion token', form`secret_${alphanumeric(43)}`, {entropy: 3.4}),
  ),
  ...documented(
    'https://developer.atlassian.com/cloud/trello/guides/rest-api/api-introduction/',
    token('trello-token', 'Trello token', form`ATTA${hex(60, 72)}`),
    beside(
      'trello-key',
      'Trello key or token',
      'trello',
      raw('[a-f0-9]{64}|[A-Za-z0-9_-]{32}', hex(32).sample),
    ),
  ),
  ...documented(
    'https://developer.clickup.com/docs/authentication',
    token(
      'clickup-token',
      'ClickUp token',
      form`pk_${raw('\\d{5,10}_[A-Z0-9]{32}', '12345678_FAKE2TOKEN3ONLY4FOR5TESTS6FAKE2T')}`,
    ),
  ),
  ...documented(
    'https://developers.shortcut.com/',
    beside('shortcut-token', 'Shortcut token', 'shortcut clubhouse', uuid, {name: secretName}),
  ),
  ...documented(
    'https://todoist.com/help/articles/find-your-api-token-Jpzx9IIlB',
    beside('todoist-token', 'Todoist token', 'todoist', hex(40)),
  ),
  ...documented(
    'https://coda.io/developers/apis/v1',
    beside('coda-token', 'Coda token', 'coda-api coda-token', uuid),
  ),
  ...documented(
    'https://learning.postman.com/docs/developer/postman-api/authentication/',
    token('postman-key', 'Postman API key', form`PMAK-${hex(24)}-${hex(34)}`),
    token(
      'postman-collection-key',
      'Postman key of a collection',
      form`PMAT-${raw('[A-Z0-9]{26}', 'FAKE2TOKEN3ONLY4FOR5TESTS6')}`,
    ),
  ),
  ...documented(
    'https://docs.readme.com/main/reference/authentication',
    token('readme-key', 'ReadMe API key', form`rdme_${lower(70)}`),
  ),
  ...documented(
    'https://docs.zapier.com/platform/build/webhook',
    url(
      'zapier-webhook',
      'Zapier webhook',
      custom(
        'https://hooks\\.zapier\\.com/hooks/catch/\\d{3,12}/[A-Za-z0-9]{5,20}',
        'https://hooks.zapier.com/hooks/catch/1234567/fake0tok',
        'hooks.zapier',
      ),
    ),
  ),
  ...documented(
    'https://help.ifttt.com/hc/en-us/articles/115010230347-Webhooks-service-FAQ',
    url(
      'ifttt-key',
      'key in a webhook of IFTTT',
      custom(
        'maker\\.ifttt\\.com/trigger/[A-Za-z0-9_{}-]{1,80}/(?:json/)?with/key/(?<secret>[A-Za-z0-9_-]{20,50})',
        `https://maker.ifttt.com/trigger/sale/with/key/${alphanumeric(43).sample}`,
        'maker.ifttt',
      ),
    ),
  ),
  ...documented(
    'https://help.make.com/webhooks',
    url(
      'make-webhook',
      'webhook of Make',
      custom(
        'https://hook\\.[a-z]{2}\\d\\.make\\.com/[a-z0-9]{32}',
        `https://hook.eu1.make.com/${lower(32).sample}`,
        '.make.com/',
      ),
    ),
  ),
  ...documented(
    'https://docs.n8n.io/api/authentication/',
    token('n8n-key', 'n8n API key', form`n8n_api_${hex(40, 100)}`),
  ),
  ...documented(
    'https://wakatime.com/developers#authentication',
    token(
      'wakatime-key',
      'WakaTime key or token',
      form`waka_${raw(`(?:(?:tok|sec|ref)_)?(?:${uuid.source}|[A-Za-z0-9]{60,90})`, uuid.sample)}`,
    ),
  ),
  ...documented(
    'https://api.intra.42.fr/apidoc',
    token('intra42-secret', 'secret of an app of 42', form`s-s4t2${oneOf('ud', 'af')}-${hex(64)}`),
  ),
  ...documented(
    'https://cloud.google.com/looker/docs/api-auth',
    beside('looker-secret', 'Looker client secret', 'looker', lower(24)),
    beside('looker-client-id', 'Looker client id', 'looker', lower(20)),
  ),
]
