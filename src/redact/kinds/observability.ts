import {
  alphanumeric,
  anyHex,
  base64Padded,
  form,
  hex,
  lower,
  oneOf,
  raw,
  upper,
  urlSafe,
  uuid,
} from '../form.js'
import type {Rule} from '../rule.js'
import {beside, secretName} from './beside.js'
import {documented, token} from './token.js'

/** What services for errors, metrics and logs give out. */
export const observability: readonly Rule[] = [
  ...documented(
    'https://docs.sentry.io/account/auth-tokens/',
    token(
      'sentry-org-token',
      'Sentry token of an organisation',
      form`sntrys_${raw('[A-Za-z0-9+/=_-]{40,600}', `eyJpYXQiO${alphanumeric(80).sample}`)}`,
    ),
    token('sentry-token', 'Sentry token of a person', form`sntryu_${hex(64)}`),
    token(
      'sentry-app-secret',
      'secret of a Sentry integration',
      form`sntry${oneOf('a', 'i')}_${hex(64)}`,
    ),
    beside('sentry-legacy-token', 'older Sentry token', 'sentry', hex(64)),
  ),
  ...documented(
    'https://grafana.com/docs/grafana/latest/administration/service-accounts/',
    token(
      'grafana-token',
      'token of a Grafana service account',
      form`glsa_${raw('[A-Za-z0-9]{32}_[A-Fa-f0-9]{8}', `${alphanumeric(32).sample}_fa4e0123`)}`,
    ),
  ),
  ...documented(
    'https://grafana.com/docs/grafana-cloud/security-and-account-management/authentication-and-permissions/access-policies/',
    token('grafana-cloud-token', 'Grafana Cloud token', form`glc_${base64Padded(32, 400)}`, {
      entropy: 3.5,
    }),
    token('grafana-key', 'older Grafana API key', form`eyJrIjoi${base64Padded(60, 400)}`),
  ),
  ...documented(
    'https://docs.newrelic.com/docs/apis/intro-apis/new-relic-api-keys/',
    token('newrelic-key', 'New Relic user key', form`NRAK-${upper(27)}`),
    token('newrelic-browser-key', 'New Relic browser key', form`NRJS-${hex(19)}`),
    token(
      'newrelic-insert-key',
      'New Relic insert or query key',
      form`NRI${oneOf('I', 'Q')}-${urlSafe(32)}`,
    ),
    token(
      'newrelic-rest-key',
      'New Relic REST or admin key',
      form`NR${oneOf('RA', 'AA')}-${hex(42)}`,
    ),
    token(
      'newrelic-license-key',
      'New Relic license key',
      form`${raw('(?:eu01xx)?[a-f0-9]{30,36}', hex(36).sample)}${oneOf('FFFFNRAL', 'NRAL')}`,
    ),
    beside('newrelic-user-id', 'New Relic id of a user key', 'new-relic', lower(64)),
  ),
  ...documented(
    'https://docs.datadoghq.com/account_management/api-app-keys/',
    token(
      'datadog-app-key',
      'Datadog application key with its prefix',
      form`ddap${oneOf('p', 'i')}_${alphanumeric(34, 40)}`,
    ),
    token('datadog-token', 'Datadog personal access token', form`ddpat_${alphanumeric(20, 80)}`),
    beside(
      'datadog-app-key',
      'Datadog application key',
      'data-dog dd-app dd-application',
      lower(40),
    ),
    beside('datadog-key', 'Datadog API key', 'data-dog dd-api dd-client', hex(32)),
    token('datadog-client-token', 'Datadog client token', form`pub${hex(32)}`),
  ),
  ...documented(
    'https://docs.dynatrace.com/docs/manage/identity-access-management/access-tokens-and-oauth-clients/access-tokens',
    token(
      'dynatrace-token',
      'Dynatrace token',
      form`dt0${raw('[a-z]\\d{2}', 'c01')}.${alphanumeric(8, 24)}.${alphanumeric(64)}`,
    ),
  ),
  ...documented(
    'https://docs.honeycomb.io/configure/environments/manage-api-keys/',
    token(
      'honeycomb-key',
      'Honeycomb key',
      form`hc${raw('[a-z]', 'a')}${oneOf('ik_', 'mk_')}${alphanumeric(30, 64)}`,
    ),
    beside(
      'honeycomb-key',
      'older Honeycomb key',
      'honeycomb x-honeycomb',
      raw('[A-Za-z0-9]{22}|[a-f0-9]{32}', alphanumeric(22).sample),
    ),
  ),
  ...documented(
    'https://www.sumologic.com/help/docs/manage/security/access-keys/',
    beside('sumologic-access-key', 'Sumo Logic access key', 'sumo sumo-logic', alphanumeric(64)),
    beside(
      'sumologic-access-id',
      'Sumo Logic access id',
      'sumo sumo-logic',
      form`su${alphanumeric(12)}`,
    ),
  ),
  ...documented(
    'https://docs.logz.io/docs/user-guide/admin/authentication-tokens/',
    beside('logzio-token', 'Logz.io token', 'logz-io', alphanumeric(32)),
  ),
  ...documented(
    'https://www.papertrail.com/help/http-api/',
    beside('papertrail-token', 'Papertrail token', 'papertrail', alphanumeric(20)),
  ),
  ...documented(
    'https://docs.rollbar.com/docs/access-tokens',
    beside('rollbar-token', 'Rollbar token', 'rollbar', hex(32)),
  ),
  ...documented(
    'https://docs.bugsnag.com/api/',
    beside('bugsnag-key', 'Bugsnag API key', 'bugsnag', hex(32)),
  ),
  ...documented(
    'https://docs.honeybadger.io/api/',
    token('honeybadger-key', 'Honeybadger key', form`hb${oneOf('p', 'u')}_${alphanumeric(30, 40)}`),
  ),
  ...documented(
    'https://pydantic.dev/docs/logfire/',
    token(
      'logfire-token',
      'Pydantic Logfire token',
      form`pylf_v${raw('[0-9]_[a-z]{2,6}_[A-Za-z0-9]{40,50}', `1_us_${alphanumeric(43).sample}`)}`,
    ),
  ),
  ...documented(
    'https://betterstack.com/docs/uptime/api/getting-started-with-uptime-api/',
    beside(
      'betterstack-token',
      'Better Stack token',
      'better-stack logtail better-uptime',
      alphanumeric(24),
    ),
  ),
  ...documented(
    'https://docs.splunk.com/Documentation/Splunk/latest/Data/UsetheHTTPEventCollector',
    beside('splunk-token', "token of Splunk's event collector", 'splunk', uuid, {name: secretName}),
  ),
  ...documented(
    'https://coralogix.com/docs/user-guides/account-management/api-keys/api-keys/',
    token('coralogix-key', 'Coralogix key', form`cx${oneOf('th', 'up', 'tp')}_${alphanumeric(30)}`),
  ),
  ...documented(
    'https://docs.lightstep.com/docs/create-and-manage-access-tokens',
    beside('lightstep-token', 'Lightstep token', 'lightstep', anyHex(32)),
  ),
]
