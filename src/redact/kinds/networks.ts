import {
  alphanumeric,
  base64Padded,
  form,
  hex,
  lower,
  oneOf,
  raw,
  urlSafe,
  urlSafePadded,
} from '../form.js'
import type {Rule} from '../rule.js'
import {beside} from './beside.js'
import {documented, token} from './token.js'

/** What networks and what stands in front of websites give out. */
export const networks: readonly Rule[] = [
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
    'https://kubernetes.io/docs/reference/access-authn-authz/bootstrap-tokens/',
    beside(
      'kubernetes-bootstrap-token',
      'Kubernetes bootstrap token',
      'kubeadm bootstrap-token join',
      raw('[a-z0-9]{6}\\.[a-z0-9]{16}', 'fake0t.fake0token1only2'),
    ),
  ),
]
