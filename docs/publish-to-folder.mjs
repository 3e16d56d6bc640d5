// A program for sessionpress's `command` target: it publishes to a folder that some host serves.
//
//   "run": ["node", "./publish-to-folder.mjs", "/srv/www/shares"]
//
// See command-target.md. What a host's own program does differently is in `publish` and `remove`.
import {createHash} from 'node:crypto'
import fs from 'node:fs/promises'
import path from 'node:path'
import process from 'node:process'

const root = path.resolve(process.argv[2] ?? '')
const marker = '.sessionpress'
const actions = {publish, remove, inspect, find, list, check}

try {
  const request = JSON.parse(await readInput())
  if (!process.argv[2]) throw refusal('unavailable', 'name the folder to publish to')
  if (request.version !== 1) throw refusal('unavailable', 'this program speaks version 1 only')
  answer({ok: true, ...(await actions[request.action](request))})
} catch (error) {
  if (error.answer) answer(error.answer)
  else if (error.code === 'EACCES') answer(refusal('denied', error.message).answer)
  else if (error.code === 'ENOSPC') answer(refusal('full', error.message).answer)
  else throw error // A mistake of this program: its words go to standard error, its status tells.
}

/** All or nothing: write beside it first, show `index.html` last. */
async function publish({path: share, folder, files, previous}) {
  await fs.mkdir(root, {recursive: true})
  const place = path.join(root, share)
  const known = previous ?? (await find({path: share})).files
  if (!known && (await isThere(place))) throw refusal('taken', `${share} is there already`)

  // What is not ours is never replaced.
  const there = new Map((await filesAt(share)).map((file) => [file.path, file.sha256]))
  const changed = files.filter((file) => there.get(file.path) !== file.sha256)
  const foreign = changed.find(
    ({path}) => there.has(path) && !known.some((file) => file.path === path),
  )
  if (foreign) throw refusal('taken', `${share}/${foreign.path} is not ours`)

  const staging = path.join(root, `.${share.replaceAll('/', '.')}.partial`)
  try {
    await fs.rm(staging, {recursive: true, force: true})
    await fs.mkdir(staging)
    for (const file of changed) await copy(path.join(folder, file.path), path.join(staging, file.path))
    await fs.mkdir(path.dirname(place), {recursive: true})
    if (!known) return void (await fs.rename(staging, place))
    const isPage = (file) => file.path === 'index.html'
    for (const file of [...changed.filter((file) => !isPage(file)), ...changed.filter(isPage)]) {
      await fs.mkdir(path.dirname(path.join(place, file.path)), {recursive: true})
      await fs.rename(path.join(staging, file.path), path.join(place, file.path))
    }
  } finally {
    await fs.rm(staging, {recursive: true, force: true})
  }
  const names = new Set(files.map((file) => file.path))
  await removeFiles(
    share,
    known.filter((file) => !names.has(file.path)),
  )
}

/** The page first, our marker last; a host with deploys deletes the old ones here too. */
async function remove({shares}) {
  for (const share of shares) {
    const rank = (file) => (file.path === 'index.html' ? 0 : file.path === marker ? 2 : 1)
    await removeFiles(share.path, share.files.toSorted((one, other) => rank(one) - rank(other)))
    // A share lies in the root itself, unless it is what an importable share has at `share/` and `api/share/`.
    for (let folder = share.path; folder !== '.'; folder = path.dirname(folder)) {
      await removeEmpty(path.join(root, folder))
    }
  }
}

/** What of these files is there, as the host has it now: what its cache says does not count. */
async function inspect({shares}) {
  const answers = []
  for (const {path} of shares) answers.push({path, files: await filesAt(path)})
  return {shares: answers}
}

async function find({path: share}) {
  const files = await filesAt(share)
  return {files: files.some((file) => file.path === marker) ? files : null}
}

async function list() {
  const paths = []
  for (const name of await fs.readdir(root).catch(orNothing)) {
    if (name.startsWith('s_') && (await isThere(path.join(root, name, marker)))) paths.push(name)
  }
  return {paths}
}

async function check() {
  await fs.mkdir(root, {recursive: true})
  await fs.access(root, fs.constants.W_OK)
  return {results: [{level: 'good', message: `${root} can be written to.`}]}
}

async function filesAt(share) {
  const place = path.join(root, share)
  const entries = await fs.readdir(place, {recursive: true, withFileTypes: true}).catch(orNothing)
  const files = []
  for (const entry of entries.filter((entry) => entry.isFile())) {
    const full = path.join(entry.parentPath, entry.name)
    const bytes = await fs.readFile(full)
    const name = path.relative(place, full).split(path.sep).join('/')
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    files.push({path: name, size: bytes.length, sha256})
  }
  return files
}

async function removeFiles(share, files) {
  for (const file of files) {
    await fs.rm(path.join(root, share, file.path), {force: true})
    for (let folder = path.dirname(file.path); folder !== '.'; folder = path.dirname(folder)) {
      await removeEmpty(path.join(root, share, folder))
    }
  }
}

/** What somebody else left in it stays. */
async function removeEmpty(folder) {
  await fs.rmdir(folder).catch((error) => {
    if (!['ENOTEMPTY', 'EEXIST', 'ENOENT'].includes(error.code)) throw error
  })
}

async function copy(from, to) {
  await fs.mkdir(path.dirname(to), {recursive: true})
  await fs.copyFile(from, to)
}

async function isThere(file) {
  return await fs.lstat(file).then(
    () => true,
    () => false,
  )
}

function orNothing(error) {
  if (error.code === 'ENOENT') return []
  throw error
}

function refusal(code, message) {
  return Object.assign(new Error(message), {answer: {ok: false, code, message}})
}

function answer(value) {
  process.stdout.write(JSON.stringify(value))
}

async function readInput() {
  const chunks = []
  for await (const chunk of process.stdin) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}
