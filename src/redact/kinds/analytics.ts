import {alphanumeric, form, hex, oneOf, raw, urlSafePadded, uuid} from '../form.js'
import type {Rule} from '../rule.js'
import {beside, secretName} from './beside.js'
import {documented, token} from './token.js'

/** What services for analytics, flags and on-call duty give out. */
export const analytics: readonly Rule[] = [
  ...documented(
    'https://posthog.com/docs/api',
    token(
      'posthog-key',
      'PostHog personal or project key',
      form`ph${oneOf('x', 's', 'r', 'a')}_${alphanumeric(32, 60)}`,
    ),
    token('posthog-project-key', 'PostHog key of a project', form`phc_${alphanumeric(32, 60)}`),
  ),
  ...documented(
    'https://support.pagerduty.com/main/docs/api-access-keys',
    beside(
      'pagerduty-key',
      'PagerDuty key',
      'pager-duty',
      raw('[A-Za-z0-9+_-]{20}|[a-f0-9]{32}|R0[A-Z0-9]{30}', alphanumeric(20).sample),
    ),
  ),
  ...documented(
    'https://support.atlassian.com/opsgenie/docs/api-key-management/',
    beside('opsgenie-key', 'Opsgenie API key', 'opsgenie', uuid, {name: secretName}),
  ),
  ...documented(
    'https://uptimerobot.com/api/',
    beside(
      'uptimerobot-key',
      'UptimeRobot API key',
      'uptime-robot',
      raw('[um]\\d{5,10}-[a-f0-9]{24}', `u1234567-${hex(24).sample}`),
    ),
  ),
  ...documented(
    'https://docs.mixpanel.com/docs/orgs-and-projects/managing-projects',
    beside('mixpanel-key', 'Mixpanel token or secret', 'mix-panel', hex(32)),
  ),
  ...documented(
    'https://amplitude.com/docs/apis/authentication',
    beside('amplitude-key', 'Amplitude key', 'amplitude', hex(32)),
  ),
  ...documented(
    'https://segment.com/docs/connections/find-writekey/',
    token('segment-token', "token of Segment's public API", form`sgp_${alphanumeric(64)}`),
    beside('segment-key', 'Segment write key', 'segment', alphanumeric(32)),
  ),
  ...documented(
    'https://launchdarkly.com/docs/home/account/api',
    token('launchdarkly-key', 'LaunchDarkly key', form`${oneOf('api', 'sdk', 'mob')}-${uuid}`, {
      isStrict: true,
    }),
    beside('launchdarkly-token', 'LaunchDarkly token', 'launch-darkly', urlSafePadded(40)),
  ),
  ...documented(
    'https://docs.getunleash.io/reference/api-tokens-and-client-keys',
    beside(
      'unleash-token',
      'Unleash token',
      'unleash',
      raw(
        '[A-Za-z0-9*\\[\\]_-]{1,40}:[A-Za-z0-9*\\[\\]_-]{1,40}\\.[a-f0-9]{56,64}',
        `default:production.${hex(60).sample}`,
      ),
    ),
  ),
  ...documented(
    'https://docs.statsig.com/sdk-keys/api-keys',
    token('statsig-key', 'Statsig key', form`secret-${alphanumeric(40, 50)}`, {
      isStrict: true,
      entropy: 3.6,
    }),
  ),
  ...documented(
    'https://www.getbeamer.com/api',
    beside('beamer-token', 'Beamer token', 'beamer', form`b_${urlSafePadded(44)}`),
  ),
]
