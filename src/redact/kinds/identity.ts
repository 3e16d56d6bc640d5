import {
  alphanumeric,
  base64Padded,
  custom,
  form,
  hex,
  lower,
  oneOf,
  raw,
  upper,
  urlSafe,
  urlSafePadded,
  uuid,
} from '../form.js'
import type {Rule} from '../rule.js'
import {beside, secretName} from './beside.js'
import {documented, token, url} from './token.js'

/** What stores of secrets, providers of identity, and networks give out. */
export const identity: readonly Rule[] = [
  ...documented(
    'https://support.1password.com/secret-key-security/',
    token(
      '1password-secret-key',
      '1Password secret key',
      form`A3-${raw('[A-Z0-9]{6}-(?:[A-Z0-9]{11}|[A-Z0-9]{6}-[A-Z0-9]{5})(?:-[A-Z0-9]{5}){3}', 'FAKE2T-FAKE2TOKEN3-FAKE2-FAKE2-FAKE2')}`,
      {entropy: 2.8},
    ),
  ),
  ...documented(
    'https://developer.1password.com/docs/service-accounts/security/',
    token(
      '1password-token',
      'token of a 1Password service account',
      form`ops_eyJ${base64Padded(200, 3000)}`,
    ),
  ),
  ...documented(
    'https://bitwarden.com/help/access-tokens/',
    beside(
      'bitwarden-token',
      'Bitwarden Secrets Manager token',
      'bws-access bitwarden bw-access',
      raw(
        `0\\.${uuid.source}\\.[A-Za-z0-9]{30}:[A-Za-z0-9+/]{22}==`,
        `0.${uuid.sample}.${alphanumeric(30).sample}:${alphanumeric(22).sample}==`,
      ),
    ),
  ),
  ...documented(
    'https://docs.doppler.com/reference/auth-token-formats',
    token(
      'doppler-token',
      'Doppler token',
      form`dp.${oneOf('pt', 'ct', 'sa', 'scim', 'audit')}.${alphanumeric(40, 44)}`,
    ),
    token(
      'doppler-service-token',
      'Doppler service token',
      form`dp.st.${raw('(?:[a-z0-9_-]{2,35}\\.)?[A-Za-z0-9]{40,44}', `dev.${alphanumeric(40).sample}`)}`,
    ),
  ),
  ...documented(
    'https://infisical.com/docs/documentation/platform/token',
    token('infisical-token', 'Infisical service token', form`st.${hex(24)}.${hex(32)}.${hex(32)}`),
  ),
  ...documented(
    'https://developer.hashicorp.com/vault/docs/concepts/tokens#token-prefixes',
    token('vault-token', 'HashiCorp Vault token', form`hv${oneOf('s', 'r')}.${urlSafe(24, 300)}`),
    token('vault-batch-token', 'HashiCorp Vault batch token', form`hvb.${urlSafe(24, 400)}`),
    beside(
      'vault-legacy-token',
      'older HashiCorp Vault token',
      'vault',
      form`s.${alphanumeric(24)}`,
      {entropy: 3.4},
    ),
  ),
  ...documented(
    'https://developer.hashicorp.com/hcp/docs/hcp/iam/service-principal/key',
    beside(
      'hashicorp-secret',
      'client secret of the HashiCorp Cloud Platform',
      'hcp-client hashicorp',
      urlSafe(64),
    ),
  ),
  ...documented(
    'https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources/mssql_server',
    beside(
      'terraform-password',
      "administrator's password in Terraform",
      'administrator-login administrator admin-login',
      raw('[A-Za-z0-9=_!@#$%&*?-]{8,30}', 'Fake0Token!1Only2'),
      {name: /passw/i, entropy: 2.8, example: 'administrator_login_password = "Fake0Token!1Only2"'},
    ),
  ),
  ...documented(
    'https://docs.cyberark.com/conjur-open-source/latest/en/content/developer/conjur_api_authenticate.htm',
    beside('conjur-key', 'Conjur API key', 'conjur', alphanumeric(50, 56)),
  ),
  ...documented(
    'https://developer.okta.com/docs/guides/create-an-api-token/main/',
    beside('okta-token', 'Okta token', 'okta ssws', form`00${urlSafe(40)}`),
  ),
  ...documented(
    'https://auth0.com/docs/get-started/applications/application-settings',
    beside('auth0-secret', 'Auth0 client secret', 'auth0', urlSafe(64)),
  ),
  ...documented(
    'https://clerk.com/docs/guides/how-clerk-works/overview',
    token(
      'clerk-machine-key',
      'Clerk key of a machine',
      form`a${oneOf('k', 'i')}_${alphanumeric(40, 64)}`,
      {isStrict: true, entropy: 3.8},
    ),
  ),
  ...documented(
    'https://workos.com/docs/glossary/api-keys',
    token(
      'workos-key',
      'WorkOS API key',
      form`sk_${raw('a2V5X[A-Za-z0-9]{40,100}={0,2}', `a2V5X${alphanumeric(50).sample}`)}`,
    ),
  ),
  ...documented(
    'https://stytch.com/docs/api/authentication',
    token(
      'stytch-secret',
      'Stytch secret',
      form`secret-${oneOf('test', 'live')}-${raw('[A-Za-z0-9_-]{36}=', `${alphanumeric(36).sample}=`)}`,
    ),
  ),
  ...documented(
    'https://docs.descope.com/api/management',
    beside(
      'descope-key',
      'Descope management key',
      'descope',
      raw('K[A-Za-z0-9]{50,90}', `K${alphanumeric(60).sample}`),
    ),
  ),
  ...documented(
    'https://authress.io/knowledge-base/docs/authorization/service-clients',
    token(
      'authress-key',
      'Authress key of a service',
      form`${oneOf('sc_', 'ext_', 'scauth_', 'authress_')}${raw('[A-Za-z0-9]{5,30}\\.[A-Za-z0-9]{4,6}\\.acc[_-][A-Za-z0-9-]{10,32}\\.[A-Za-z0-9+/_=-]{30,120}', `Fake0Token.Fake0.acc-fake0token1.${alphanumeric(44).sample}`)}`,
    ),
  ),
  ...documented(
    'https://tailscale.com/docs/reference/key-secret-management',
    token(
      'tailscale-key',
      'Tailscale key',
      form`tskey-${raw('(?:(?:auth|api|client|scim|webhook)-)?[A-Za-z0-9]{8,20}(?:CNTRL)?-[A-Za-z0-9]{12,40}', `auth-kFake0TokenCNTRL-${alphanumeric(32).sample}`)}`,
    ),
  ),
  ...documented(
    'https://docs.defined.net/guides/automating-host-creation/',
    token(
      'defined-networking-key',
      'Defined Networking key',
      form`dnkey-${raw('[A-Za-z0-9=_-]{26}-[A-Za-z0-9=_-]{52}', `${alphanumeric(26).sample}-${alphanumeric(52).sample}`)}`,
    ),
  ),
  ...documented(
    'https://developer.cisco.com/meraki/api-v1/authorization/',
    beside('meraki-key', 'Cisco Meraki API key', 'meraki', hex(40)),
  ),
  ...documented(
    'https://developers.cloudflare.com/fundamentals/api/get-started/token-formats/',
    token(
      'cloudflare-token',
      'Cloudflare API token',
      form`cf${oneOf('ut', 'at', 'k')}_${alphanumeric(40, 60)}`,
    ),
    beside(
      'cloudflare-legacy-token',
      'older Cloudflare API token',
      'cloud-flare cf-api cf-token',
      urlSafe(40),
    ),
    beside(
      'cloudflare-global-key',
      'Cloudflare global API key',
      'cloud-flare x-auth cf-api',
      hex(37),
    ),
  ),
  ...documented(
    'https://developers.cloudflare.com/fundamentals/api/get-started/ca-keys/',
    token('cloudflare-origin-key', 'Cloudflare origin CA key', form`v1.0-${hex(24)}-${hex(146)}`),
  ),
  ...documented(
    'https://developers.cloudflare.com/cloudflare-one/networks/connectors/cloudflare-tunnel/configure-tunnels/remote-tunnel-permissions/',
    token(
      'cloudflare-tunnel-token',
      'token of a Cloudflare tunnel',
      form`eyJhIjoi${base64Padded(100, 300)}`,
    ),
  ),
  ...documented(
    'https://www.fastly.com/documentation/guides/account-info/user-and-account-management/using-api-tokens/',
    beside('fastly-token', 'Fastly token', 'fastly', urlSafePadded(32)),
  ),
  ...documented(
    'https://techdocs.akamai.com/developer/docs/edgegrid',
    token(
      'akamai-token',
      'Akamai EdgeGrid token',
      form`ak${oneOf('ab', 'aa')}-${lower(16)}-${lower(16)}`,
    ),
  ),
  ...documented(
    'https://github.com/FiloSottile/age',
    token(
      'age-key',
      'age secret key',
      form`AGE-SECRET-KEY-1${raw('[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{58}', 'FAKEKEY0N2Y3TESTSQPZRX8GFAKEKEY0N2Y3TESTSQPZRX8GFAKEKEY0N2')}`,
    ),
  ),
  ...documented(
    'https://datatracker.ietf.org/doc/html/rfc7519',
    token(
      'jwt-base64',
      'JSON Web Token in base64',
      form`ZXlK${raw('[A-Za-z0-9+/_-]{60,8000}={0,2}', `aGJHY2lPaU${alphanumeric(80).sample}`)}`,
      {entropy: 3.8},
    ),
  ),
  ...documented(
    'https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html',
    url(
      'aws-presigned',
      'signature of a presigned URL of AWS',
      custom(
        '[?&]X-Amz-Signature=(?<secret>[a-f0-9]{64})',
        `https://shop.s3.amazonaws.com/file?X-Amz-Signature=${hex(64).sample}`,
        'X-Amz-Signature=',
      ),
    ),
    url(
      'aws-presigned-token',
      'session token in a presigned URL of AWS',
      custom(
        '[?&]X-Amz-Security-Token=(?<secret>[A-Za-z0-9%+/=_-]{60,3000})',
        `https://shop.s3.amazonaws.com/file?X-Amz-Security-Token=${alphanumeric(120).sample}`,
        'X-Amz-Security-Token=',
      ),
    ),
  ),
  ...documented(
    'https://docs.cloud.google.com/storage/docs/access-control/signed-urls',
    url(
      'google-signed-url',
      'signature of a signed URL of Google Cloud',
      custom(
        '[?&]X-Goog-Signature=(?<secret>[a-f0-9]{128,1024})',
        `https://storage.googleapis.com/shop/file?X-Goog-Signature=${hex(512).sample}`,
        'X-Goog-Signature=',
      ),
    ),
  ),
  ...documented(
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-creating-signed-url-canned-policy.html',
    url(
      'cloudfront-signature',
      'signature of a signed URL of CloudFront',
      custom(
        '[?&]Signature=(?<secret>[A-Za-z0-9_~%+/-]{100,600})(?=[^\\n]{0,600}Key-Pair-Id)',
        `https://d1.cloudfront.net/file?Expires=1&Signature=${alphanumeric(342).sample}&Key-Pair-Id=KFAKE`,
        'Signature=',
      ),
    ),
  ),
  ...documented(
    'https://kubernetes.io/docs/reference/access-authn-authz/bootstrap-tokens/',
    beside(
      'kubernetes-bootstrap-token',
      'Kubernetes bootstrap token',
      'kubeadm bootstrap-token join',
      raw('[a-z0-9]{6}\\.[a-z0-9]{16}', 'fake0t.fake0token1only2'),
    ),
  ),
  ...documented(
    'https://partner.steamgames.com/doc/webapi_overview/auth',
    beside('steam-key', 'Steam Web API key', 'steam', upper(32), {name: secretName}),
  ),
  ...documented(
    'https://github.com/google/google-authenticator/wiki/Key-Uri-Format',
    beside(
      'totp-secret',
      'seed of one-time passwords',
      'totp otpauth otp-secret',
      raw('[A-Z2-7]{16,64}', 'FAKE2TOKEN3ONLY4FOR5TEST'),
      {name: /secret|seed|key/i},
    ),
  ),
]
