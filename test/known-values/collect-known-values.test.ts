import {execFile} from 'node:child_process'
import path from 'node:path'
import {promisify} from 'node:util'
import fs from 'fs-extra'
import {describe, expect, it} from 'vitest'
import {createAllowance} from '../../src/actions/allowance.js'
import {load} from '../../src/actions/load.js'
import {collectKnownValues} from '../../src/known-values/collect-known-values.js'
import {tellsSecret} from '../../src/known-values/tells-secret.js'
import {noDecisions} from '../../src/ledger/decisions.js'
import {secretsIn} from '../../src/redact/secrets.js'
import {temporaryFolder} from '../support/case.js'

const secret = 'Fake0Value1Only2For3Tests'
const token = 'ghp_Fake0Token1Only2For3Tests4Fake0Token'

/** What is found in a home and a project with these files; the project is `project` below the home. */
async function collected(
  files: Record<string, string>,
  env: Record<string, string> = {},
  folders?: string[],
) {
  const home = await temporaryFolder()
  for (const [file, text] of Object.entries(files)) await fs.outputFile(path.join(home, file), text)
  const warnings: string[] = []
  const known = await collectKnownValues({
    ...{env, home, secretsIn, folders: folders ?? [path.join(home, 'project')]},
    onWarning: (warning) => void warnings.push(warning),
  })
  return {home, warnings, known, values: [...new Set(known.map(({value}) => value))]}
}

describe('the names of variables', () => {
  it.each([
    ...['GITHUB_TOKEN', 'API_KEY', 'OPENAI_APIKEY', 'DB_PASSWORD', 'PGPASSWORD', 'MYSQL_PWD'],
    ...['AWS_SECRET_ACCESS_KEY', 'SENTRY_DSN', 'BASIC_AUTH', 'GOOGLE_CREDENTIALS', 'SIGNING_KEY_2'],
    ...['apiKey', 'clientSecret', '//registry.npmjs.org/:_authToken', 'secret_access_key'],
    ...['client-key-data', 'refreshToken', 'TOKENS', 'SMTP_PASS'],
  ])('`%s` tells', (name) => {
    expect(tellsSecret(name)).toBe(true)
  })

  it.each([
    ...[
      'PATH',
      'HOME',
      'SSH_AUTH_SOCK',
      'GIT_AUTHOR_NAME',
      'AUTHOR',
      'KEYBOARD',
      'AWS_ACCESS_KEY_ID',
    ],
    ...[
      'KEY_FILE',
      'NEXT_PUBLIC_KEY',
      'TOKEN_URL',
      'PASSENGER',
      'COMPASS',
      'MONKEY',
      'MAX_TOKENS_COUNT',
    ],
  ])('`%s` does not', (name) => {
    expect(tellsSecret(name)).toBe(false)
  })
})

describe('known values come from', () => {
  it('variables whose names or values tell', async () => {
    const {known} = await collected(
      {},
      {
        MY_SECRET: secret,
        OTHER: token,
        DATABASE_URL: `postgres://me:p%40ss-${secret}@db/x`,
        TERM: 'x',
      },
    )
    expect(known).toContainEqual({value: secret, origin: 'the variable MY_SECRET'})
    expect(known).toContainEqual({value: token, origin: 'the variable OTHER'})
    expect(known).toContainEqual({value: `p@ss-${secret}`, origin: 'the variable DATABASE_URL'})
    expect(known.filter(({origin}) => origin.includes('TERM'))).toEqual([])
  })

  it('`.env` files of the project, but not from examples of them', async () => {
    const {known} = await collected({
      'project/.env': `PORT=3000\nexport API_KEY="${secret}-1" # mine\nURL=https://a:${secret}-2@b/\n`,
      'project/.env.local': `TOKEN='${secret}-3'\nPRIVATE_KEY="one${secret}\\ntwo${secret}"\n`,
      'project/.envrc': `export APP_SECRET=${secret}-4`,
      'project/.env.example': `API_KEY=${secret}-no`,
      'project/.environment/x': `API_KEY=${secret}-no`,
      'project/.npmrc': `//npm.test/:_authToken=${secret}-5`,
    })
    const values = known.map(({value}) => value)
    for (const number of [1, 2, 3, 4, 5]) expect(values).toContain(`${secret}-${number}`)
    expect(values).toContain(`one${secret}\ntwo${secret}`)
    expect(values.join()).not.toContain('-no')
    expect(values).not.toContain('3000')
    expect(known).toContainEqual({value: `${secret}-3`, origin: 'the file .env.local'})
  })

  it.each<[string, string]>([
    [
      '.local/share/opencode/auth.json',
      JSON.stringify({
        a: {type: 'api', key: secret},
        b: {type: 'oauth', refresh: `${secret}-1`, access: `${secret}-2`, expires: 1},
      }),
    ],
    [
      '.local/share/opencode/mcp-auth.json',
      JSON.stringify({
        a: {tokens: {accessToken: secret}, clientInfo: {clientSecret: `${secret}-1`}},
        b: {codeVerifier: `${secret}-2`},
      }),
    ],
    [
      '.npmrc',
      `_auth=${base64(`me:${secret}`)}\n//a/:_authToken=${secret}-1\n_password=${base64(`${secret}-2`)}`,
    ],
    [
      '.git-credentials',
      `https://me:${secret}@git.test\nhttps://me:${secret}-1@x\nhttps://${secret}-2@y`,
    ],
    [
      '.config/git/credentials',
      `https://me:${secret}@a\nhttps://me:${secret}-1@b\nhttps://me:${secret}-2@c`,
    ],
    [
      '.netrc',
      `machine a login me password ${secret}\nmachine b\n  password ${secret}-1\nmachine c password "${secret}-2"`,
    ],
    [
      '.aws/credentials',
      `[default]\naws_secret_access_key = ${secret}\naws_session_token=${secret}-1\n[b]\naws_secret_access_key=${secret}-2`,
    ],
    [
      '.config/gcloud/application_default_credentials.json',
      JSON.stringify({
        client_secret: secret,
        refresh_token: `${secret}-1`,
        private_key: `${secret}-2`,
      }),
    ],
    [
      '.kube/config',
      `users:\n- name: a\n  user:\n    token: ${secret}\n    client-key-data: ${secret}-1\n    password: "${secret}-2"\n`,
    ],
    [
      '.docker/config.json',
      JSON.stringify({
        auths: {
          a: {auth: base64(`me:${secret}`)},
          b: {identitytoken: `${secret}-1`},
          c: {auth: base64(`x:${secret}-2`)},
        },
      }),
    ],
    [
      '.pypirc',
      `[pypi]\nusername = __token__\npassword = ${secret}\n[a]\npassword: ${secret}-1\n[b]\npassword:  ${secret}-2`,
    ],
    [
      '.cargo/credentials.toml',
      `[registry]\ntoken = "${secret}"\n[registries.a]\ntoken="${secret}-1"\n[registries.b]\ntoken = '${secret}-2'`,
    ],
    [
      '.gem/credentials',
      `---\n:rubygems_api_key: ${secret}\n:a_api_key: ${secret}-1\n:b_key: ${secret}-2`,
    ],
    [
      '.config/gh/hosts.yml',
      `github.com:\n    oauth_token: ${secret}\n    user: me\na.test:\n    oauth_token: ${secret}-1\nb:\n    oauth_token: ${secret}-2`,
    ],
    [
      '.pgpass',
      `# a comment\ndb:5432:*:me:${secret}\ndb\\:1:5432:*:me:${secret}-1\n*:*:*:*:${secret}-2`,
    ],
    [
      '.my.cnf',
      `[client]\nuser=me\npassword=${secret}\n[a]\npassword = "${secret}-1"\n[b]\npassword=${secret}-2 # x`,
    ],
    [
      '.terraform.d/credentials.tfrc.json',
      JSON.stringify({
        credentials: {a: {token: secret}, b: {token: `${secret}-1`}, c: {token: `${secret}-2`}},
      }),
    ],
    [
      '.composer/auth.json',
      JSON.stringify({
        'http-basic': {a: {username: 'me', password: secret}},
        'github-oauth': {'github.com': `${secret}-1`},
        'gitlab-token': {'gitlab.com': `${secret}-2`},
      }),
    ],
    [
      '.azure/msal_token_cache.json',
      JSON.stringify({
        AccessToken: {a: {secret}, b: {secret: `${secret}-1`}},
        c: {secret: `${secret}-2`},
      }),
    ],
  ])('`~/%s`', async (file, text) => {
    const {values} = await collected({[file]: text})
    expect(values).toEqual(expect.arrayContaining([secret, `${secret}-1`, `${secret}-2`]))
    expect(values.join()).not.toMatch(/username|oauth_token|__token__/)
  })

  it.each(['.vault-token', '.huggingface/token', '.cache/huggingface/token'])(
    '`~/%s`, which is nothing else',
    async (file) => {
      expect((await collected({[file]: `${secret}\n`})).values).toEqual([secret])
    },
  )

  it('the folders that XDG variables name', async () => {
    const data = await temporaryFolder()
    await fs.outputJson(path.join(data, 'opencode/auth.json'), {a: {type: 'api', key: secret}})
    expect((await collected({}, {XDG_DATA_HOME: data})).values).toEqual([secret])
  })
})

describe('files that are none, or not ours', () => {
  it('say nothing and do not hang', async () => {
    const folder = await temporaryFolder()
    await promisify(execFile)('mkfifo', [path.join(folder, '.env')])
    await fs.mkdir(path.join(folder, '.env.local'))
    await fs.symlink('/dev/zero', path.join(folder, '.env.zero'))
    await fs.symlink('.env.loop', path.join(folder, '.env.loop'))
    await fs.outputFile(path.join(folder, '.env.big'), `API_KEY=${secret}\n`.repeat(50_000))
    const folders = [
      folder,
      '/dev',
      '/no/such/folder',
      'relative',
      '//server/share',
      '\\\\server\\x',
      '',
    ]
    const {values, warnings} = await collected({'.npmrc': ''}, {}, folders)
    expect(values).toEqual([])
    expect(warnings).toEqual([])
  })

  it('are read when they are links to files', async () => {
    const folder = await temporaryFolder()
    await fs.outputFile(path.join(folder, 'elsewhere'), `API_KEY=${secret}`)
    await fs.symlink('elsewhere', path.join(folder, '.env'))
    expect((await collected({}, {}, [folder])).values).toEqual([secret])
  })

  it('may be broken', async () => {
    const {values, warnings} = await collected({
      '.docker/config.json': `{"auths": {"a": {\n"identitytoken": "${secret}",\n`,
      'project/.env': '\u0000\u0001=\u0002'.repeat(1000),
      '.kube/config': `${'a'.repeat(300_000)}: b\n${'"'.repeat(100_000)}`,
    })
    expect(values).toEqual([secret])
    expect(warnings).toEqual([])
  })

  it.skipIf(process.getuid?.() === 0)('are named once, without contents', async () => {
    const folder = await temporaryFolder()
    await fs.outputFile(path.join(folder, '.env'), `API_KEY=${secret}`)
    await fs.chmod(path.join(folder, '.env'), 0)
    expect((await collected({}, {}, [folder])).warnings).toEqual([
      'Secrets in .env are not known, because the file cannot be read.',
    ])
  })
})

describe('a session', () => {
  it('is loaded without what the machine knows', async () => {
    const home = await temporaryFolder()
    await fs.outputFile(path.join(home, 'shop/.env'), `APP_SECRET=${secret}`)
    await fs.outputJson(path.join(home, 'session.json'), {
      info: {id: 'ses_1', title: `${secret} of alicew`, directory: path.join(home, 'shop')},
      messages: [
        {
          info: {id: 'msg_1', sessionID: 'ses_1', role: 'user'},
          parts: [{id: 'prt_1', type: 'text', text: secret}],
        },
      ],
    })
    const {native, details, known, findings} = await load(path.join(home, 'session.json'), {
      surroundings: {
        home,
        cwd: home,
        env: {OTHER_KEY: `${secret}-2`, MODE_KEY: 'production'},
        user: 'alicew',
      },
      judge: async (sessionID, {redact: settings}) => ({
        ...createAllowance([], settings),
        fingerprint: (value) => String(value.length),
        decisions: noDecisions(sessionID),
      }),
    })
    expect(native.info.title).toBe('[redacted:known-value#1] of [redacted:user-name]')
    expect(known).toEqual([
      {value: `${secret}-2`, origin: 'the variable OTHER_KEY'},
      {value: secret, origin: 'the file .env'},
    ])
    expect(details.map(({id, what}) => `${id} ${what}`)).toEqual([
      `known-value:${secret.length} value of the file .env`,
      'project-directory:0 folder of the project',
      'user-name:6 name of your account',
    ])
    expect(findings.length).toBe(3)
  })
})

function base64(text: string): string {
  return Buffer.from(text).toString('base64')
}
