import {
  alphanumeric,
  anyHex,
  base64,
  digits,
  form,
  hex,
  oneOf,
  raw,
  upper,
  urlSafe,
  uuid,
} from '../form.js'
import type {Rule} from '../rule.js'
import {beside, secretName} from './beside.js'
import {documented, token} from './token.js'

/** What clouds give out; those of Amazon and Microsoft have files of their own. */
export const clouds: readonly Rule[] = [
  ...documented(
    'https://www.alibabacloud.com/help/en/ram/user-guide/create-an-accesskey-pair',
    token('alibaba-access-key', 'Alibaba Cloud access key id', form`LTAI${alphanumeric(12, 20)}`, {
      entropy: 3,
    }),
    beside(
      'alibaba-secret-key',
      'Alibaba Cloud access key secret',
      'ali-baba aliyun',
      alphanumeric(30),
    ),
  ),
  ...documented(
    'https://www.tencentcloud.com/document/product/598/32675',
    token('tencent-secret-id', 'Tencent Cloud secret id', form`AKID${alphanumeric(32)}`),
    beside('tencent-secret-key', 'Tencent Cloud secret key', 'tencent qcloud', alphanumeric(32)),
  ),
  ...documented(
    'https://www.volcengine.com/docs/6291/65568',
    token('volcengine-access-key', 'Volcengine access key id', form`AKLT${base64(40, 60)}`),
  ),
  ...documented(
    'https://docs.cloud.google.com/docs/authentication/api-keys',
    token('google-key', 'Google API key', form`AIza${urlSafe(35)}`, {entropy: 3}),
  ),
  ...documented(
    'https://developers.google.com/identity/protocols/oauth2',
    token('google-oauth', 'Google OAuth access token', form`ya29.${urlSafe(20, 500)}`),
    token('google-oauth-secret', 'Google OAuth client secret', form`GOCSPX-${urlSafe(28)}`),
    token('google-refresh-token', 'Google OAuth refresh token', form`1//0${urlSafe(40, 150)}`, {
      entropy: 3.5,
    }),
  ),
  ...documented(
    'https://docs.cloud.google.com/iam/docs/keys-create-delete',
    beside(
      'google-service-account',
      'id of the private key of a Google service account',
      'private-key-id',
      hex(40),
    ),
  ),
  ...documented(
    'https://docs.cloud.google.com/storage/docs/authentication/hmackeys',
    token('google-hmac-key', 'Google Cloud Storage HMAC key id', form`GOOG1E${upper(55)}`),
  ),
  ...documented(
    'https://docs.digitalocean.com/reference/api/create-personal-access-token/',
    token(
      'digitalocean-token',
      'DigitalOcean token',
      form`${oneOf('dop', 'doo', 'dor')}_v1_${hex(64)}`,
    ),
  ),
  ...documented(
    'https://docs.digitalocean.com/products/spaces/how-to/manage-access/',
    token('digitalocean-spaces-key', 'DigitalOcean Spaces key id', form`DO00${upper(16)}`, {
      entropy: 3,
    }),
  ),
  ...documented(
    'https://docs.hetzner.cloud/reference/cloud#authentication',
    beside('hetzner-token', 'Hetzner Cloud token', 'hetzner hcloud', alphanumeric(64)),
  ),
  ...documented(
    'https://techdocs.akamai.com/linode-api/reference/get-started',
    beside('linode-token', 'Linode token', 'linode', hex(64)),
  ),
  ...documented(
    'https://docs.vultr.com/platform/other/api/regenerate-api-key',
    beside('vultr-key', 'Vultr API key', 'vultr', upper(36)),
  ),
  ...documented(
    'https://www.scaleway.com/en/docs/iam/how-to/create-api-keys/',
    token('scaleway-access-key', 'Scaleway access key', form`SCW${upper(17)}`, {entropy: 3}),
    beside('scaleway-secret-key', 'Scaleway secret key', 'scaleway scw', uuid, {name: secretName}),
  ),
  ...documented(
    'https://cloud.ibm.com/docs/account?topic=account-userapikey',
    beside('ibm-cloud-key', 'IBM Cloud API key', 'ibm ibmcloud bluemix', urlSafe(44)),
  ),
  ...documented(
    'https://yandex.cloud/en/docs/iam/concepts/authorization/',
    token(
      'yandex-iam-token',
      'Yandex Cloud IAM token',
      form`t1.${raw('[A-Za-z0-9_-]{1,300}={0,2}\\.', 'FakeTokenOnlyForTests.')}${raw('[A-Za-z0-9_-]{86}={0,2}', 'Fake0Token1Only2For3Tests4Fake0Token1Only2For3Tests4Fake0Token1Only2For3Tests4Fake0Tok')}`,
    ),
    token('yandex-api-key', 'Yandex Cloud API key', form`AQVN${urlSafe(35, 38)}`),
    beside(
      'yandex-secret-key',
      'Yandex Cloud static secret key',
      'yandex yc-secret',
      form`YC${urlSafe(38)}`,
    ),
  ),
  ...documented(
    'https://docs.ovhcloud.com/en/guides/manage-and-operate/api/first-steps',
    beside('ovh-secret', 'OVHcloud application or consumer key', 'ovh ovhcloud', alphanumeric(32)),
  ),
  ...documented(
    'https://community.exoscale.com/documentation/iam/quick-start/',
    token('exoscale-key', 'Exoscale API key', form`EXO${anyHex(24)}`),
  ),
  ...documented(
    'https://www.backblaze.com/docs/cloud-storage-application-keys',
    token('backblaze-key', 'Backblaze application key', form`K00${digits(1)}${base64(27)}`, {
      isStrict: true,
      entropy: 3.5,
    }),
  ),
]
