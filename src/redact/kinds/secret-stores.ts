import {alphanumeric, base64Padded, form, hex, oneOf, raw, urlSafe, uuid} from '../form.js'
import type {Rule} from '../rule.js'
import {beside} from './beside.js'
import {documented, token} from './token.js'

/** What stores of secrets give out, and keys for files. */
export const secretStores: readonly Rule[] = [
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
    'https://github.com/FiloSottile/age',
    token(
      'age-key',
      'age secret key',
      form`AGE-SECRET-KEY-1${raw('[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{58}', 'FAKEKEY0N2Y3TESTSQPZRX8GFAKEKEY0N2Y3TESTSQPZRX8GFAKEKEY0N2')}`,
    ),
  ),
]
