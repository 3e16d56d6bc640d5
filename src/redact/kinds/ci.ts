import {
  alphanumeric,
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
import {documented, token} from './token.js'

/** What services that build, test and analyse give out. */
export const ci: readonly Rule[] = [
  ...documented(
    'https://circleci.com/docs/managing-api-tokens/',
    token(
      'circleci-token',
      'CircleCI token',
      form`CCIP${oneOf('AT', 'RJ')}_${raw('[A-Za-z0-9]{10,30}_[a-f0-9]{40}', `${alphanumeric(22).sample}_${hex(40).sample}`)}`,
    ),
    beside('circleci-token', 'older CircleCI token', 'circle-ci circle-token', hex(40)),
  ),
  ...documented(
    'https://buildkite.com/docs/platform/security/tokens',
    token(
      'buildkite-token',
      'Buildkite token',
      form`bk${oneOf('ua', 'aj', 'ct', 'pi', 'ps', 'pt')}_${alphanumeric(40, 64)}`,
    ),
  ),
  ...documented(
    'https://docs.drone.io/cli/setup/',
    beside('drone-token', 'Drone CI token', 'drone drone-ci', alphanumeric(32)),
  ),
  ...documented(
    'https://docs.travis-ci.com/user/migrate/travis-migrate-to-apps-gem-guide/',
    beside('travis-token', 'Travis CI token', 'travis', alphanumeric(22)),
  ),
  ...documented(
    'https://developer.harness.io/docs/platform/automation/api/add-and-manage-api-keys/',
    token(
      'harness-token',
      'Harness token',
      form`${oneOf('pat', 'sat')}.${raw('[A-Za-z0-9_-]{22}\\.[a-f0-9A-Z]{24}\\.[A-Za-z0-9]{20}', `${alphanumeric(22).sample}.${hex(24).sample}.${alphanumeric(20).sample}`)}`,
    ),
  ),
  ...documented(
    'https://octopus.com/docs/octopus-rest-api/how-to-create-an-api-key',
    token('octopus-key', 'Octopus Deploy API key', form`${raw('(?<!/)', '')}API-${upper(26)}`, {
      isStrict: true,
      entropy: 3.2,
    }),
  ),
  ...documented(
    'https://docs.codecov.com/docs/codecov-tokens',
    beside(
      'codecov-token',
      'Codecov token',
      'codecov',
      raw(`[a-z0-9]{32}|${uuid.source}`, lower(32).sample),
    ),
  ),
  ...documented(
    'https://docs.coveralls.io/api-introduction',
    beside('coveralls-token', 'Coveralls token', 'coveralls', alphanumeric(32, 36)),
  ),
  ...documented(
    'https://docs.sonarsource.com/sonarqube-server/latest/user-guide/managing-tokens/',
    token('sonar-token', 'Sonar token', form`sq${oneOf('u', 'p', 'a')}_${hex(40)}`),
    beside(
      'sonar-legacy-token',
      'older Sonar token',
      'sonar',
      raw('[A-Za-z0-9=_-]{40}', hex(40).sample),
    ),
  ),
  ...documented(
    'https://docs.snyk.io/snyk-api/authentication-for-api',
    beside('snyk-token', 'Snyk token', 'snyk', uuid, {name: secretName}),
    token(
      'snyk-access-token',
      'Snyk personal access token',
      form`snyk_${oneOf('uat', 'sat')}.${raw('[a-z0-9]{8}\\.[A-Za-z0-9_.-]{40,300}', `fa4e0123.${alphanumeric(60).sample}`)}`,
    ),
  ),
  ...documented(
    'https://semgrep.dev/docs/semgrep-ci/ci-environment-variables',
    beside('semgrep-token', 'Semgrep token', 'semgrep', hex(64)),
  ),
  ...documented(
    'https://docs.endorlabs.com/administration/api-keys/',
    token('endor-key', 'Endor Labs API key', form`endr+${urlSafe(16)}`),
  ),
  ...documented(
    'https://www.infracost.io/docs/integrations/environment_variables/',
    token('infracost-key', 'Infracost API key', form`ico-${alphanumeric(32)}`, {
      isStrict: true,
      entropy: 3,
    }),
  ),
  ...documented(
    'https://developer.hashicorp.com/terraform/cloud-docs/users-teams-organizations/api-tokens',
    token(
      'terraform-token',
      'Terraform Cloud token',
      form`${alphanumeric(14)}.atlasv1.${urlSafePadded(60, 70)}`,
    ),
  ),
  ...documented(
    'https://www.pulumi.com/docs/pulumi-cloud/access-management/access-tokens/',
    token('pulumi-token', 'Pulumi token', form`pul-${hex(40)}`),
  ),
  ...documented(
    'https://docs.prefect.io/v3/manage/cloud/manage-users/api-keys',
    token('prefect-key', 'Prefect API key', form`pn${oneOf('u', 'b')}_${alphanumeric(36)}`),
  ),
  ...documented(
    'https://docs.spacelift.io/concepts/spacectl',
    beside('spacelift-secret', 'Spacelift API key secret', 'spacelift', hex(64)),
  ),
  ...documented(
    'https://docs.testmuai.com/support/docs/lambdatest-credentials/',
    token('lambdatest-key', 'LambdaTest access key', form`LT_${alphanumeric(46, 60)}`),
  ),
  ...documented(
    'https://www.browserstack.com/docs/automate/selenium/authentication',
    beside('browserstack-key', 'BrowserStack access key', 'browser-stack', alphanumeric(20), {
      name: secretName,
    }),
  ),
  ...documented(
    'https://docs.saucelabs.com/basics/acct-team-mgmt/managing-user-info/',
    beside('saucelabs-key', 'Sauce Labs access key', 'sauce sauce-labs', uuid, {name: secretName}),
  ),
  ...documented(
    'https://docs.cypress.io/cloud/account-management/projects#Record-keys',
    beside('cypress-key', 'Cypress record key', 'cypress', uuid, {name: secretName}),
  ),
  ...documented(
    'https://www.chromatic.com/docs/cli/',
    token('chromatic-token', 'Chromatic project token', form`chpt_${hex(12, 32)}`),
  ),
  ...documented(
    'https://github.com/sidekiq/sidekiq/wiki/Commercial-FAQ',
    beside(
      'sidekiq-secret',
      'login of the Sidekiq gem server',
      'contribsys',
      raw('[a-f0-9]{8}:[a-f0-9]{8}', 'fa4e0123:456789ab'),
      {entropy: 2.2},
    ),
  ),
]
