/** One option of a target, as a person is asked for it. */
export interface TargetQuestion {
  /** Its key in the configuration. On the command line `pathStyle` is `--path-style`. */
  key: string
  /** `list` is a program with its parameters, `switch` is yes or no. */
  kind: 'text' | 'list' | 'switch'
  /** What it is, as a comment of the file and as the help have it. */
  describe: string
  isRequired: boolean
  /** What a terminal asks; `undefined` for what only an option or the file says. */
  question: string | undefined
  /** What an answer looks like. */
  example: string
}

/** What a person is told of a type of target, and asked for it. */
export interface TargetQuestions {
  describe: string
  questions: readonly TargetQuestion[]
  /** What to know before anything is shared there. @default nothing */
  caution?: string
}

const shown = 'https://example.com/sessions'
const address = 'At which address do visitors find what lies there?'

const descriptions: Readonly<Record<string, string>> = {
  path: 'Folder that holds the shares',
  url: 'Address below which visitors find the shares',
  remote: 'Repository, as git takes it',
  branch: 'Branch that the host serves',
  folder: 'Folder on that branch',
  allowRewrite: 'A removal may rewrite commits of others',
  bucket: 'Bucket that holds the shares',
  prefix: 'Folder in the bucket',
  region: 'Region of the bucket',
  endpoint: 'Address of the store',
  pathStyle: 'The bucket is named in the path, not in the host',
  index: 'How a page is named: folder, file or key',
  importable: '`opencode import` takes the addresses of shares; needs a host of its own',
  cloudfront: 'CloudFront distribution to clear after a removal',
  host: 'Machine, as ssh knows it',
  run: 'Program and its parameters; with spaces in them, as a JSON list',
}

/** What to ask for each type of target. Each type's own schema has the last word. */
export const targetQuestions: Readonly<Record<string, TargetQuestions>> = {
  directory: {
    describe: 'a folder on this machine, to look at or for a web server',
    questions: [
      needed('path', 'Which folder shall hold the pages?', './public'),
      asked('url', 'At which address does a web server show that folder, if one does?', shown),
      unasked('importable', 'false', 'switch'),
    ],
  },
  'github-pages': {
    describe: 'a branch of a git repository: GitHub, GitLab, Codeberg',
    questions: [
      needed('remote', 'Which repository?', 'git@github.com:acme/sessions.git'),
      needed('url', address, 'https://acme.github.io/sessions/'),
      unasked('branch', 'gh-pages'),
      unasked('folder', 'sessions'),
      unasked('allowRewrite', 'false', 'switch'),
      unasked('importable', 'false', 'switch'),
    ],
    caution:
      'Whoever can read that repository finds every share in it, and what was removed may stay in its history: in a public repository that is everybody. `--encrypt` lets it hold ciphertext alone.',
  },
  s3: {
    describe: 'a bucket: AWS, R2, B2, MinIO, Ceph',
    questions: [
      needed('bucket', 'Which bucket?', 'acme-sessions'),
      needed('url', address, shown),
      asked(
        'endpoint',
        'At which address is the store, unless it is AWS?',
        'https://s3.example.com',
      ),
      asked('region', 'Which region, if it has one?', 'eu-central-1'),
      unasked('prefix', 'sessions'),
      unasked('pathStyle', 'false', 'switch'),
      unasked('index', 'folder'),
      unasked('cloudfront', 'E2EXAMPLE'),
      unasked('importable', 'false', 'switch'),
    ],
  },
  ssh: {
    describe: 'a folder on a machine that ssh reaches',
    questions: [
      needed('host', 'Which machine, as ssh knows it?', 'web.example.com'),
      needed('path', 'Which folder there?', '/srv/www/sessions'),
      needed('url', address, shown),
      unasked('importable', 'false', 'switch'),
    ],
  },
  webdav: {
    describe: 'a folder on a WebDAV server',
    questions: [
      needed('endpoint', 'At which address is the folder?', 'https://dav.example.com/sessions'),
      needed('url', address, shown),
      unasked('importable', 'false', 'switch'),
    ],
  },
  command: {
    describe: 'a program of yours that publishes: Netlify, Cloudflare, anything',
    questions: [
      needed('run', 'Which program, with its parameters?', 'node ./publish.js', 'list'),
      needed('url', address, shown),
      unasked('importable', 'false', 'switch'),
    ],
  },
}

function needed(
  key: string,
  question: string,
  example: string,
  kind: TargetQuestion['kind'] = 'text',
): TargetQuestion {
  return {key, kind, describe: descriptions[key] ?? key, isRequired: true, question, example}
}

function asked(key: string, question: string, example: string): TargetQuestion {
  return {...needed(key, question, example), isRequired: false}
}

function unasked(
  key: string,
  example: string,
  kind: TargetQuestion['kind'] = 'text',
): TargetQuestion {
  return {...needed(key, '', example, kind), isRequired: false, question: undefined}
}
