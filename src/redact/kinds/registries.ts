import {
  alphanumeric,
  base64,
  custom,
  dotted,
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
import {documented, token, url} from './token.js'

/** What registries of packages and images, and stores of build results give out. */
export const registries: readonly Rule[] = [
  ...documented(
    'https://docs.npmjs.com/about-access-tokens',
    token('npm-token', 'npm token', form`npm_${alphanumeric(36)}`),
    beside('npm-legacy-token', 'older npm token', 'npm', uuid, {name: secretName}),
  ),
  ...documented(
    'https://pypi.org/help/#apitoken',
    token(
      'pypi-token',
      'PyPI token',
      form`pypi-${raw('Ag[A-Za-z0-9_-]{50,1000}', `AgEIcHlwaS5vcmc${alphanumeric(60).sample}`)}`,
    ),
  ),
  ...documented(
    'https://guides.rubygems.org/api-key-scopes/',
    token('rubygems-key', 'RubyGems key', form`rubygems_${hex(48)}`),
  ),
  ...documented(
    'https://doc.rust-lang.org/cargo/reference/publishing.html',
    token('crates-token', 'crates.io token', form`cio${alphanumeric(32)}`, {entropy: 3.8}),
  ),
  ...documented(
    'https://docs.docker.com/security/access-tokens/',
    token(
      'dockerhub-token',
      'Docker Hub token',
      form`dckr_${oneOf('pat', 'oat')}_${urlSafe(27, 40)}`,
    ),
  ),
  ...documented(
    'https://docs.docker.com/reference/cli/docker/login/#credential-stores',
    url(
      'docker-auth',
      'login of a registry in a Docker configuration',
      custom(
        'auth\\\\{0,4}"\\s{0,4}:\\s{0,4}\\\\{0,4}"(?<secret>[A-Za-z0-9+/]{16,200}={0,2})',
        `"auth": "${alphanumeric(32).sample}"`,
        'auth"',
        'auth\\',
      ),
    ),
  ),
  ...documented(
    'https://docs.quay.io/glossary/robot-accounts.html',
    beside('quay-token', 'token of a Quay robot account', 'quay', upper(64)),
  ),
  ...documented(
    'https://learn.microsoft.com/en-us/nuget/nuget-org/scoped-api-keys',
    token('nuget-key', 'NuGet API key', form`oy2${lower(43)}`, {entropy: 3.5}),
  ),
  ...documented(
    'https://learn.microsoft.com/en-us/nuget/reference/nuget-config-file#packagesourcecredentials',
    {
      id: 'nuget-password',
      what: 'password of a package source of NuGet',
      pattern:
        /<add\s{1,9}key=\\{0,4}["'](?:ClearText)?Password\\{0,4}["']\s{1,9}value=\\{0,4}["'](?<secret>[^"'\\<>\r\n%]{8,200})\\{0,4}["']/gi,
      keywords: ['<add'],
      example: '<add key="ClearTextPassword" value="Fake0Token1Only2" />',
    },
  ),
  ...documented(
    'https://docs.jfrog.com/administration/docs/access-tokens',
    token(
      'artifactory-key',
      'Artifactory API key',
      form`AKC${raw('[pP]', 'p')}${alphanumeric(60, 80)}`,
    ),
    token('artifactory-token', 'Artifactory reference token', form`cmVmd${alphanumeric(59)}`),
    beside('jfrog-key', 'JFrog API key', 'jfrog artifactory bintray xray', alphanumeric(73)),
    beside(
      'jfrog-token',
      'JFrog identity token',
      'jfrog artifactory bintray xray',
      alphanumeric(64),
    ),
  ),
  ...documented(
    'https://github.com/clojars/clojars-web/wiki/Deploy-Tokens',
    token(
      'clojars-token',
      'Clojars deploy token',
      form`CLOJARS_${raw('[A-Za-z0-9]{60}', lower(60).sample)}`,
    ),
  ),
  ...documented(
    'https://cloudsmith.com/docs/accounts-and-teams/api-keys',
    beside('cloudsmith-key', 'Cloudsmith API key', 'cloud-smith', hex(40)),
  ),
  ...documented(
    'https://packagist.com/docs/composer-authentication',
    token(
      'packagist-token',
      'Private Packagist token',
      form`packagist_${oneOf('ack', 'acs', 'aut', 'out', 'uut', 'ort', 'ork')}_${hex(68, 80)}`,
    ),
  ),
  ...documented(
    'https://hex.pm/docs/publish',
    beside('hex-key', 'Hex API key', 'hex-api hex-publish', hex(32)),
  ),
  ...documented(
    'https://docs.jsr.io/api/introduction',
    token('jsr-token', 'JSR token', form`jsr${oneOf('d', 'p', 'w')}_${alphanumeric(40, 64)}`),
  ),
  ...documented(
    'https://central.sonatype.org/publish/generate-portal-token/',
    beside(
      'sonatype-token',
      'Sonatype or Maven Central password',
      'sonatype ossrh maven-central',
      base64(44),
    ),
  ),
  ...documented(
    'https://docs.gradle.com/develocity/gradle-plugin/',
    beside('develocity-key', 'Develocity access key', 'develocity gradle-enterprise', lower(52)),
  ),
  ...documented(
    'https://gemfury.com/help/tokens/',
    beside('gemfury-token', 'Gemfury token', 'gemfury fury', dotted(20, 24)),
  ),
]
