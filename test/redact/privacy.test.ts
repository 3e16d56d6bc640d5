import {describe, expect, it} from 'vitest'
import {redact} from '../../src/redact/redact.js'
import {isStructure} from '../../src/sources/opencode/structure.js'
import {redactMessage, redactText} from './redact-text.js'

const mail = '[redacted:email#1]'
const user = '[redacted:user-name]'
const host = '[redacted:host-name]'

describe('e-mail addresses', () => {
  it.each([
    ['write to ann.lee@initrode.com.', `write to ${mail}.`],
    ['Author: Ann Lee <ann@initrode.co.uk>', `Author: Ann Lee <${mail}>`],
    ['mailto:ann@initrode.com?subject=x', `mailto:${mail}?subject=x`],
    ['"email":"ann+shop@initrode.io"', `"email":"${mail}"`],
    ['{\\"a\\":\\"one\\nann@initrode.com\\"}', `{\\"a\\":\\"one\\n${mail}\\"}`],
    ['?user=ann%40initrode.com&x=1', `?user=${mail}&x=1`],
    ['<b>ann&#64;initrode.com</b>', `<b>${mail}</b>`],
    ['ann\\u0040initrode.com', mail],
    ['ann.lee@initrode.industries', mail],
    ['+Co-authored-by: x <ann@initrode.com>', `+Co-authored-by: x <${mail}>`],
    ['Ann@Initrode.com ann@initrode.com', `${mail} ${mail}`],
  ])('are masked: `%s`', (text, expected) => {
    expect(redactText(text)).toBe(expected)
    expect(redactText(text, {emails: false})).toBe(text)
  })

  it.each([
    'dev@example.com a@b.example.org x@site.test y@x.invalid z@app.localhost',
    'noreply@initrode.com no-reply@initrode.com 123+ann@users.noreply.github.com',
    'git clone git@github.com:acme/shop.git git@gitlab.initrode.com:a/b',
    'react@18.2.0 @types/node@20 @scope/pkg@1.0.0-beta.rc lodash@^4 x@npm:y.js@1',
    'icon@2x.png logo@3x.jpg a@b.ts main@index.html',
    '@app.route @Component({}) @media screen a @ b.com w@self.kernel',
    'postgres://shop@db.initrode.com/x ssh://git@initrode.com/x',
    'your-name@company.com user@domain.com you@yourcompany.com',
    'actions/checkout@v4.1.1 uses: a/b@main',
    'https://medium.com/@ann.lee/story https://x.com/@ann',
  ])('are none in `%s`', (text) => {
    expect(redactText(text)).toBe(text)
  })

  it('come to an end on a long line', () => {
    for (const text of ['a.'.repeat(200_000), 'a@'.repeat(200_000), '@a.'.repeat(150_000)]) {
      expect(redactText(text)).toBe(text)
    }
  })
})

describe('names of the account and the machine', () => {
  const names = {user: 'alicew', host: 'alices-laptop.fritz.box'}
  it.each([
    ['alicew@alices-laptop:~$ ls', `${user}@${host}:~$ ls`],
    ['[alicew@alices-laptop src]$', `[${user}@${host} src]$`],
    ['/media/alicew/disk /var/mail/alicew', `/media/${user}/disk /var/mail/${user}`],
    ['chown alicew:alicew x', `chown ${user}:${user} x`],
    ['-rw-r--r-- 1 alicew staff 12 x', `-rw-r--r-- 1 ${user} staff 12 x`],
    ['one\\nalicew two', `one\\n${user} two`],
    ['ping ALICES-LAPTOP.fritz.box', `ping ${host}`],
    ['projects/-Users-alicew-shop/x', `projects/-Users-${user}-shop/x`],
    ['https://github.com/alicew/shop', `https://github.com/${user}/shop`],
    ['/home/alicew/x /Users/alicew/x', '~/x ~/x'],
    ['C:\\Users\\alicew\\x', '~\\x'],
  ])('are masked: `%s`', (text, expected) => {
    expect(redactText(text, names)).toBe(expected)
    expect(redactText(expected, names)).toBe(expected)
  })

  it.each(['alicews', 'malicew', 'alicew-tools', 'my_alicew', 'alices-laptops'])(
    'are none in `%s`',
    (text) => {
      expect(redactText(text, names)).toBe(text)
    },
  )

  it.each(['test', 'dev', 'root', 'node', 'admin', 'user', 'ubuntu', 'mark', 'bob'])(
    'leave the text alone where the account is called `%s`',
    (name) => {
      const text = `npm run ${name} src/${name}/x.ts ${name}: 1 the ${name} is ${name}.`
      expect(redactText(text, {user: name, host: name})).toBe(text)
    },
  )

  it('are masked in a prompt even when they are words', () => {
    expect(redactText('mark@pixel:~/shop$ mark x', {user: 'mark', host: 'pixel'})).toBe(
      `${user}@${host}:~/shop$ mark x`,
    )
  })
})

describe('a folder `home` of the project', () => {
  const diff = ['diff --git a/home/about/x b/home/about/x', '--- a/home/about/x', '+new'].join('\n')

  it('is told by files in it that diffs and calls name', () => {
    for (const message of [
      {info: {summary: {diffs: [{file: 'home/about/x'}]}}},
      {parts: [{state: {input: {filePath: '/home/dev/acme-shop/home/about/x'}}}]},
    ]) {
      expect(masked([message, {text: diff}])).toBe(diff)
      expect(masked([message, {text: '/home/alice/x'}])).toBe('~/x')
      expect(masked([message, {text: '--- a/home/dev/notes'}])).toBe('--- a~/notes')
    }
    expect(masked([{text: '--- a/home/alice/x'}])).toBe('--- a~/x')
  })

  it('is told by the name of a file', () => {
    expect(redactText('--- a/home/page.tsx\n+++ b/home/page.tsx')).toBe(
      '--- a/home/page.tsx\n+++ b/home/page.tsx',
    )
  })

  function masked(messages: NonNullable<Parameters<typeof redact>[0]['messages']>): unknown {
    const {native} = redact(
      {
        ...{format: 'opencode-1', info: {}, messages, todos: [], diffs: []},
        ...{children: [], remarks: []},
      },
      {projects: ['/home/dev/acme-shop'], home: '/home/dev', isStructure},
    )
    return native.messages.at(-1)?.text
  }
})

describe('addresses and hosts of a private network', () => {
  const address = '[redacted:private-address#1]'
  const name = '[redacted:internal-host#1]'
  it.each([
    ['ssh ann@10.1.2.3', `ssh ann@${address}`],
    ['http://192.168.1.20:3000/x', `http://${address}:3000/x`],
    ['172.16.0.5 172.31.9.9', `${address} [redacted:private-address#2]`],
    ['SERVER_IP=10.1.2.3', `SERVER_IP=${address}`],
    ['--bind=10.1.2.3', `--bind=${address}`],
    ['[fe80::1ff:fe23:4567:890a%eth0] fd12:3456::1', `[${address}] [redacted:private-address#2]`],
    ['https://git.initrode.internal/x', `https://${name}/x`],
    ['db-1.prod.svc.cluster.local:5432', `${name}:5432`],
    ['nas.local printer.lan', `${name} [redacted:internal-host#2]`],
  ])('are masked where that is wanted: `%s`', (text, expected) => {
    expect(redactText(text, {hosts: true})).toBe(expected)
    expect(redactText(text)).toBe(text)
  })

  it.each([
    '127.0.0.1 0.0.0.0 ::1 8.8.8.8 172.32.0.1 192.169.1.1 10.0.19041.0',
    '10.0.0.0/8 172.16.0.0/12 192.168.0.0/16',
    'version 10.1.2.3, v10.1.2.3, "version": "10.1.2.3", package==10.1.2.3 1.10.1.2.3',
    '.env.local .env.development.local settings.local.json Adapters.Local',
    'host.docker.internal metadata.google.internal this.local foo.internal()',
    'fd:12:34:56:78:9a:bc:de:f0:11:22:33:44:55:66:77 fdef:1 face: x',
  ])('are none in `%s`', (text) => {
    expect(redactText(text, {hosts: true})).toBe(text)
  })
})

describe('own words and patterns', () => {
  const words = ['Initech', 'Project Blue']
  it.each([
    ['for INITECH and initech-shop', 'for [redacted:own-word#1] and [redacted:own-word#1]-shop'],
    ['project\nblue', '[redacted:own-word#1]\n[redacted:own-word#1]'],
    ['Initech%20x', '[redacted:own-word#1]%20x'],
    ['Initech', '[redacted:own-word#1]'],
  ])('mask `%s`', (text, expected) => {
    expect(redactText(text, {words})).toBe(expected)
    expect(redactText(expected, {words: [...words, 'redacted', 'own']})).toBe(expected)
  })

  it('mask what base64 makes of them', () => {
    const text = Buffer.from('for Project Blue alone').toString('base64')
    const masked = Buffer.from(redactText(text, {words}), 'base64').toString()
    expect(masked).toBe('for [redacted:own-word#1] alone')
  })

  it('mask the group `secret` of a pattern, or all of it', () => {
    const patterns = [
      {name: 'ticket', pattern: /tick-\d+/i, isRequired: false},
      {name: 'customer', pattern: /customer (?<secret>\w+)/g, isRequired: false},
    ]
    expect(redactText('TICK-1 tick-2 customer Ann TICK-1', {patterns})).toBe(
      '[redacted:own-pattern#1] [redacted:own-pattern#2] customer [redacted:own-pattern#3] [redacted:own-pattern#1]',
    )
  })

  it('come after everything else, and leave no half of a mark', () => {
    const patterns = [{name: 'line', pattern: /who: .*/, isRequired: false}]
    expect(redactText('who: ann@initech.com or ann\nann@initech.com', {patterns, words})).toBe(
      '[redacted:own-pattern#1]\n[redacted:email#1]',
    )
    expect(redactText('/home/dev/acme-shop/acme /home/acme/x', {words: ['acme']})).toBe(
      './[redacted:own-word#1] ~/x',
    )
  })

  it('mask names of fields, but none of the format', () => {
    const {message} = redactMessage(
      {parts: [{type: 'tool', state: {input: {text: 'Initech', Initech: 'part of text'}}}]},
      'opencode-1',
      {words: ['text', 'part', 'state', 'initech']},
    )
    const word = (number: number) => `[redacted:own-word#${number}]`
    expect(message).toEqual({
      parts: [
        {
          type: 'tool',
          state: {input: {[word(1)]: word(2), [word(2)]: `${word(3)} of ${word(1)}`}},
        },
      ],
    })
  })

  it('do nothing when they are empty', () => {
    const patterns = [{name: 'nothing', pattern: /x*/, isRequired: false}]
    expect(redactText('abc', {patterns, words: ['', ' ']})).toBe('abc')
  })
})

describe('folders without their root, as Git names what lies outside of a repository', () => {
  const windows = {projects: ['C:\\Users\\ann\\shop'], home: 'C:\\Users\\ann'}

  it.each([
    ['Users/ann/shop/src/a.ts', './src/a.ts'],
    ['diff --git a/Users/ann/shop/a.ts b/Users/ann/shop/a.ts', 'diff --git a/./a.ts b/./a.ts'],
    ['Users/ann/notes.md', '~/notes.md'],
    ['see Users/ann/shop.', 'see ..'],
  ])('are masked: `%s`', (text, expected) => {
    expect(redactText(text, windows)).toBe(expected)
  })

  it.each([
    'src/Users/ann/shop/a.ts',
    'Users/ann',
    'Users/anna/shop/a.ts',
    'https://x.test/Users/ann/b',
  ])('are none in `%s`', (text) => {
    expect(redactText(text, windows)).toBe(text)
  })
})
