import {alphanumeric, form, hex, oneOf, raw, urlSafe, urlSafePadded} from '../form.js'
import type {Rule} from '../rule.js'
import {beside, secretName} from './beside.js'
import {documented, token} from './token.js'

/** What services for search, tables and content give out. */
export const content: readonly Rule[] = [
  ...documented(
    'https://www.algolia.com/doc/guides/security/api-keys/',
    beside('algolia-key', 'Algolia API key', 'algolia', alphanumeric(32)),
  ),
  ...documented(
    'https://www.elastic.co/docs/deploy-manage/api-keys/elasticsearch-api-keys',
    beside(
      'elastic-key',
      'Elasticsearch API key',
      'elastic elasticsearch es-api',
      raw('[A-Za-z0-9+/_-]{54,60}={1,2}', `${alphanumeric(58).sample}==`),
    ),
    token(
      'elastic-cloud-key',
      'Elastic Cloud API key',
      form`essu_${raw('[A-Za-z0-9+/=]{40,200}', alphanumeric(60).sample)}`,
    ),
  ),
  ...documented(
    'https://www.meilisearch.com/docs/learn/security/basic_security',
    beside(
      'meilisearch-key',
      'Meilisearch key',
      'meilisearch meili',
      raw('[A-Za-z0-9_-]{43}|[a-f0-9]{64}', alphanumeric(43).sample),
    ),
  ),
  ...documented(
    'https://airtable.com/developers/web/guides/personal-access-tokens',
    token(
      'airtable-token',
      'Airtable token',
      form`pat${raw('[A-Za-z0-9]{14}\\.[a-f0-9]{64}', `Fake0Token1Onl.${hex(64).sample}`)}`,
    ),
    beside('airtable-key', 'older Airtable key', 'airtable', alphanumeric(17)),
  ),
  ...documented(
    'https://www.contentful.com/developers/docs/references/authentication/',
    token('contentful-token', 'Contentful token', form`CFPAT-${urlSafe(43)}`),
    beside(
      'contentful-key',
      'key of the delivery API of Contentful',
      'contentful',
      urlSafePadded(43),
    ),
  ),
  ...documented(
    'https://www.sanity.io/docs/http-auth',
    beside(
      'sanity-token',
      'Sanity token',
      'sanity',
      raw('sk[A-Za-z0-9]{80,200}', `sk${alphanumeric(178).sample}`),
    ),
  ),
  ...documented(
    'https://www.storyblok.com/docs/api/management',
    beside('storyblok-token', 'Storyblok token', 'story-blok', alphanumeric(24)),
  ),
  ...documented(
    'https://support.maxmind.com/hc/en-us/articles/4407111582235-Generate-a-License-Key',
    token('maxmind-key', 'MaxMind license key', form`${alphanumeric(6)}_${alphanumeric(29)}_mmk`),
    beside('maxmind-key', 'older MaxMind license key', 'maxmind geoip', alphanumeric(16), {
      name: secretName,
    }),
  ),
  ...documented(
    'https://www.ubidots.com/docs/api/#authentication',
    token('ubidots-token', 'Ubidots token', form`BB${oneOf('FF', 'US')}-${alphanumeric(30, 40)}`),
  ),
]
