import {opendir} from 'node:fs/promises'
import path from 'node:path'
import {isLocalFolder} from '../system/local-folder.js'
import type {CredentialFile} from './places.js'

/** A session from elsewhere may name any folder, and as many as it likes. */
const mostFolders = 50
const mostNames = 10_000

/** `.env` files of projects, without those that are examples, and what npm and others keep there. */
export async function projectFiles(folders: readonly string[]): Promise<CredentialFile[]> {
  const local = [...new Set(folders)].filter(isLocalFolder).slice(0, mostFolders)
  const found = await Promise.all(local.map(filesIn))
  return found.flat()
}

async function filesIn(folder: string): Promise<CredentialFile[]> {
  const files: CredentialFile[] = []
  let count = 0
  try {
    for await (const {name} of await opendir(folder)) {
      if (++count > mostNames) break
      if (holdsSecrets(name)) {
        files.push({path: path.join(folder, name), form: 'settings', origin: `the file ${name}`})
      }
    }
  } catch {
    return files // A folder that is not there, or not ours to read, holds nothing that we know.
  }
  return files.sort((a, b) => (a.path < b.path ? -1 : 1))
}

function holdsSecrets(name: string): boolean {
  if (/^(?:\.npmrc|\.yarnrc\.yml|\.dev\.vars)$/.test(name)) return true
  return (
    /^\.env(?:rc|[._-].+)?$/.test(name) && !/example|sample|template|dist$|defaults?$/i.test(name)
  )
}
