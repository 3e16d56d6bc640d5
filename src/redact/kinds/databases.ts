import {alphanumeric, base64, form, hex, lower, oneOf, raw, urlSafe, uuid} from '../form.js'
import type {Rule} from '../rule.js'
import {beside, secretName} from './beside.js'
import {documented, token} from './token.js'

/** What databases and queues give out. */
export const databases: readonly Rule[] = [
  ...documented(
    'https://supabase.com/docs/guides/api/api-keys',
    token(
      'supabase-token',
      'Supabase access token',
      form`sb${oneOf('p', 's')}_${raw('(?:v0_|oauth_)?[a-f0-9]{40}', hex(40).sample)}`,
    ),
    token('supabase-key', 'Supabase secret key', form`sb_secret_${urlSafe(30, 50)}`),
  ),
  ...documented(
    'https://planetscale.com/docs/api/reference/service-tokens',
    token(
      'planetscale-token',
      'PlanetScale token',
      form`pscale_tkn_${raw('[A-Za-z0-9=._-]{32,64}', alphanumeric(43).sample)}`,
    ),
    token(
      'planetscale-password',
      'PlanetScale password',
      form`pscale_pw_${raw('[A-Za-z0-9=._-]{32,64}', alphanumeric(43).sample)}`,
    ),
    token(
      'planetscale-oauth-token',
      'PlanetScale OAuth token',
      form`pscale_oauth_${raw('[A-Za-z0-9=._-]{32,64}', alphanumeric(43).sample)}`,
    ),
  ),
  ...documented(
    'https://neon.com/docs/manage/api-keys',
    token('neon-key', 'Neon API key', form`napi_${lower(60, 70)}`),
    token('neon-password', 'password of a Neon role', form`npg_${alphanumeric(10, 24)}`, {
      entropy: 2.8,
    }),
  ),
  ...documented(
    'https://www.mongodb.com/docs/atlas/configure-api-access/',
    token(
      'mongodb-secret',
      'client secret of a MongoDB Atlas service account',
      form`mdb_sa_sk_${urlSafe(40)}`,
    ),
    beside('mongodb-key', 'private key of the MongoDB Atlas API', 'mongodb atlas', uuid, {
      name: secretName,
    }),
  ),
  ...documented(
    'https://clickhouse.com/docs/cloud/manage/openapi',
    token('clickhouse-key', 'ClickHouse Cloud API secret key', form`4b1d${alphanumeric(38)}`, {
      entropy: 3,
    }),
  ),
  ...documented(
    'https://docs.confluent.io/cloud/current/security/authenticate/workload-identities/service-accounts/api-keys/overview.html',
    token('confluent-secret-key', 'Confluent API secret with its prefix', form`cflt${base64(60)}`, {
      entropy: 4,
    }),
    beside('confluent-secret-key', 'Confluent API secret', 'confluent', base64(64)),
    beside('confluent-key', 'Confluent API key', 'confluent', alphanumeric(16)),
  ),
  ...documented(
    'https://docs.databricks.com/aws/en/dev-tools/auth/pat',
    token('databricks-token', 'Databricks token', form`dapi${hex(32)}${raw('(?:-\\d)?', '')}`),
    token('databricks-secret', 'Databricks OAuth secret', form`dose${hex(32)}`),
  ),
  ...documented(
    'https://docs.influxdata.com/influxdb/v2/admin/tokens/',
    beside(
      'influxdb-token',
      'InfluxDB token',
      'influx influx-db',
      raw('[A-Za-z0-9_-]{86}==', `${alphanumeric(86).sample}==`),
    ),
    token('influxdb-token', 'token of InfluxDB 3', form`apiv3_${urlSafe(80, 90)}`),
  ),
  ...documented(
    'https://upstash.com/docs/redis/features/restapi',
    beside(
      'upstash-token',
      'Upstash token',
      'upstash kv-rest-api',
      raw('A[A-Za-z0-9+/_-]{45,200}={0,2}', `A${alphanumeric(54).sample}`),
    ),
  ),
  ...documented(
    'https://docs.fauna.com/fauna/current/learn/security/keys/',
    token(
      'fauna-key',
      'Fauna key',
      form`fn${oneOf('AE', 'AF')}${raw('[A-Za-z0-9_-]{30,50}', alphanumeric(36).sample)}`,
      {entropy: 3.8},
    ),
  ),
  ...documented(
    'https://weaviate.io/developers/weaviate/configuration/authentication',
    beside('weaviate-key', 'Weaviate API key', 'weaviate wcd wcs', alphanumeric(36)),
  ),
  ...documented(
    'https://qdrant.tech/documentation/cloud/authentication/',
    beside('qdrant-key', 'Qdrant API key', 'qdrant', urlSafe(54)),
  ),
  ...documented(
    'https://docs.aiven.io/docs/platform/howto/create_authentication_token',
    token('aiven-password', 'password of a service of Aiven', form`AVNS_${urlSafe(19)}`),
    beside(
      'aiven-token',
      'Aiven token',
      'aiven',
      raw('[A-Za-z0-9+/]{372}', alphanumeric(372).sample),
    ),
  ),
  ...documented(
    'https://docs.tinybird.co/administration/auth-tokens',
    token(
      'tinybird-token',
      'Tinybird token',
      form`p.eyJ${raw('[A-Za-z0-9_-]{20,300}\\.[A-Za-z0-9_-]{20,100}', `${alphanumeric(60).sample}.${alphanumeric(43).sample}`)}`,
    ),
  ),
  ...documented(
    'https://www.cockroachlabs.com/docs/cockroachcloud/managing-access#api-access',
    token(
      'cockroach-key',
      'CockroachDB Cloud API key',
      form`CCDB1_${alphanumeric(22)}_${alphanumeric(40)}`,
    ),
  ),
  ...documented(
    'https://docs.axiom.co/reference/tokens',
    token('axiom-token', 'Axiom token', form`xa${oneOf('at', 'pt')}-${uuid}`),
  ),
  ...documented(
    'https://www.dolthub.com/docs/products/dolthub/api/authentication/',
    token('dolthub-token', 'DoltHub token', form`dhat.v1.${lower(20, 100)}`),
  ),
]
