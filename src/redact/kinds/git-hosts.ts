import {alphanumeric, dotted, form, hex, lower, oneOf, raw, urlSafe} from '../form.js'
import type {Rule} from '../rule.js'
import {beside} from './beside.js'
import {documented, token} from './token.js'

/** What hosts of git repositories give out. */
export const gitHosts: readonly Rule[] = [
  ...documented(
    'https://github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats/',
    token('github-token', 'GitHub token', form`ghp_${alphanumeric(36, 255)}`),
    token(
      'github-token',
      'GitHub fine-grained token',
      form`github_pat_${raw('[A-Za-z0-9_]{60,255}', 'Fake0Token1Only2For3Te_Fake0Token1Only2For3Tests4Fake0Token1Only2For3Tests4Fake0To')}`,
    ),
    token('github-oauth-token', 'GitHub OAuth token', form`gho_${alphanumeric(36, 255)}`),
    token(
      'github-app-token',
      'token of a GitHub App',
      form`gh${oneOf('u', 's')}_${alphanumeric(36, 255)}`,
    ),
    token(
      'github-refresh-token',
      'refresh token of a GitHub App',
      form`ghr_${alphanumeric(36, 255)}`,
    ),
  ),
  ...documented(
    'https://docs.gitlab.com/security/tokens/#token-prefixes',
    token('gitlab-token', 'GitLab token', form`glpat-${dotted(20, 300)}`),
    token('gitlab-deploy-token', 'GitLab deploy token', form`gldt-${urlSafe(20, 64)}`),
    token('gitlab-runner-token', 'token of a GitLab runner', form`glrt-${dotted(20, 300)}`),
    token('gitlab-runner-token', 'token to add a GitLab runner', form`glrtr-${dotted(20, 300)}`),
    token(
      'gitlab-runner-token',
      'older token to add a GitLab runner',
      form`GR1348941${urlSafe(20)}`,
    ),
    token('gitlab-job-token', 'token of a GitLab CI job', form`glcbt-${dotted(20, 2000)}`),
    token('gitlab-trigger-token', 'GitLab trigger token', form`glptt-${urlSafe(20, 64)}`),
    token('gitlab-feed-token', 'GitLab feed token', form`glft-${urlSafe(20, 100)}`),
    token('gitlab-mail-token', 'GitLab token for incoming mail', form`glimt-${urlSafe(20, 64)}`),
    token('gitlab-agent-token', 'token of a GitLab agent', form`glagent-${urlSafe(40, 64)}`),
    token('gitlab-oauth-secret', 'secret of a GitLab OAuth app', form`gloas-${urlSafe(40, 70)}`),
    token('gitlab-scim-token', 'GitLab SCIM token', form`glsoat-${urlSafe(20, 64)}`),
    token('gitlab-flags-token', 'GitLab feature flag token', form`glffct-${urlSafe(20, 64)}`),
    token('gitlab-workspace-token', 'GitLab workspace token', form`glwt-${urlSafe(20, 64)}`),
  ),
  ...documented(
    'https://docs.gitlab.com/administration/settings/account_and_limit_settings/#session-duration',
    token('gitlab-session', 'GitLab session cookie', form`_gitlab_session=${lower(32)}`),
  ),
  ...documented(
    'https://support.atlassian.com/bitbucket-cloud/docs/app-passwords/',
    token('bitbucket-app-password', 'Bitbucket app password', form`ATBB${alphanumeric(32)}`),
    beside('bitbucket-client-secret', 'Bitbucket client secret', 'bitbucket', alphanumeric(64)),
    beside('bitbucket-client-id', 'Bitbucket client id', 'bitbucket', alphanumeric(32)),
  ),
  ...documented(
    'https://support.atlassian.com/bitbucket-cloud/docs/access-tokens/',
    token(
      'bitbucket-token',
      'Bitbucket access token',
      form`ATCTT3${urlSafe(150, 250)}${raw('(?:=[A-F0-9]{8})?', '=FA4E0123')}`,
    ),
  ),
  ...documented(
    'https://docs.gitea.com/development/api-usage#authentication',
    beside('gitea-token', 'Gitea, Forgejo or Codeberg token', 'gitea forgejo codeberg', hex(40)),
  ),
  ...documented(
    'https://sourcegraph.com/docs/cli/how-tos/creating-an-access-token',
    token(
      'sourcegraph-token',
      'Sourcegraph token',
      form`sgp_${raw('(?:(?:[a-fA-F0-9]{16}|local)_)?[a-fA-F0-9]{40}', 'fa4e0123456789ab_fa4e0123456789abcdeffa4e0123456789abcdef')}`,
      {entropy: 3},
    ),
    token('sourcegraph-license', 'Sourcegraph subscription token', form`slk_${hex(64)}`),
    beside('sourcegraph-token', 'older Sourcegraph token', 'sourcegraph', hex(40)),
  ),
]
