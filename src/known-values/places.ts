import path from 'node:path'
import {type FolderContext, xdgFolder} from '../system/xdg-folders.js'
import type {Form} from './read-credentials.js'

/** A file that may hold secrets. */
export interface CredentialFile {
  path: string
  form: Form
  /** What it is, in words. */
  origin: string
}

/** Files below the home folder. */
const inHome: readonly [file: string, form: Form][] = [
  ['.npmrc', 'settings'],
  ['.yarnrc', 'settings'],
  ['.yarnrc.yml', 'settings'],
  ['.git-credentials', 'urls'],
  ['.netrc', 'netrc'],
  ['_netrc', 'netrc'],
  ['.aws/credentials', 'settings'],
  ['.aws/config', 'settings'],
  ['.azure/msal_token_cache.json', 'json'],
  ['.azure/accessTokens.json', 'json'],
  ['.azure/service_principal_entries.json', 'json'],
  ['.kube/config', 'settings'],
  ['.docker/config.json', 'json'],
  ['.pypirc', 'settings'],
  ['.cargo/credentials', 'settings'],
  ['.cargo/credentials.toml', 'settings'],
  ['.gem/credentials', 'settings'],
  ['.pgpass', 'pgpass'],
  ['.my.cnf', 'settings'],
  ['.terraform.d/credentials.tfrc.json', 'json'],
  ['.composer/auth.json', 'json'],
  ['.huggingface/token', 'whole'],
  ['.cache/huggingface/token', 'whole'],
  ['.vault-token', 'whole'],
]

const inConfig: readonly [file: string, form: Form][] = [
  ['git/credentials', 'urls'],
  ['gcloud/application_default_credentials.json', 'json'],
  ['gh/hosts.yml', 'settings'],
  ['glab-cli/config.yml', 'settings'],
  ['hub', 'settings'],
  ['composer/auth.json', 'json'],
]

const inData: readonly [file: string, form: Form][] = [
  ['opencode/auth.json', 'json'],
  ['opencode/mcp-auth.json', 'json'],
]

/** Files of the person that programs keep secrets in, whether they are there or not. */
export function credentialFiles(context: FolderContext): CredentialFile[] {
  return [
    ...below(context.home, '~/', inHome),
    ...below(xdgFolder(context, 'XDG_CONFIG_HOME'), '', inConfig),
    ...below(xdgFolder(context, 'XDG_DATA_HOME'), '', inData),
  ]
}

function below(
  folder: string | undefined,
  prefix: string,
  files: readonly [file: string, form: Form][],
): CredentialFile[] {
  if (folder === undefined) return []
  return files.map(([file, form]) => ({
    path: path.join(folder, file),
    form,
    origin: `the file ${prefix}${file}`,
  }))
}
