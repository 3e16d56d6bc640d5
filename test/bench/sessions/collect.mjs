import {execFileSync} from 'node:child_process'
import path from 'node:path'
import process from 'node:process'
import fs from 'fs-extra'
import {Refusal} from './refusal.mjs'

const root = path.resolve(import.meta.dirname, '../../..')
const usual = [100, 1000, 5000, 20_000]
/** A real one, which has a budget of its own. */
const real = 'opencode/klan1-k1lib.json'

/**
 * The sessions to measure, each with its file, its folder and how large it is: files as given, generated
 * ones, and where nothing is named the usual ones of both sorts, as far as they are there.
 *
 * @throws Refusal that says what was asked for and is not there
 */
export async function collectSessions({entries, session}, folder) {
  const isUsual = entries === undefined && session.length === 0
  const files = isUsual ? usualFiles() : session
  const given = files.map((file) => describe(nameOf(file), path.resolve(file)))
  const counts = entries ?? (isUsual ? usual : [])
  if (counts.length === 0) return given

  const generator = path.resolve(
    root,
    process.env.SESSIONPRESS_GENERATOR ?? '../shared/tools/gen-session.mjs',
  )
  if (!fs.existsSync(generator)) {
    const what = `No session is generated: \`${path.relative(root, generator)}\` is not there.`
    if (!isUsual || given.length === 0) {
      throw new Refusal(`${what} Name it in SESSIONPRESS_GENERATOR, or give \`--session FILE\`.`)
    }
    console.error(what)
    return given
  }
  return [...given, ...counts.map((count) => generate(generator, count, folder))]
}

function usualFiles() {
  const corpus = path.resolve(root, process.env.SESSIONPRESS_CORPUS ?? '../shared/sessions')
  return [path.join(corpus, real)].filter((file) => fs.existsSync(file))
}

function generate(generator, count, folder) {
  execFileSync(process.execPath, [generator, folder, String(count)], {stdio: 'ignore'})
  const place = path.join(folder, String(count))
  const file = path.join(place, 'opencode', 'export.json')
  return {...describe(`${count} entries`, file), entries: count, folder: place}
}

function describe(name, file) {
  if (!fs.existsSync(file))
    throw new Refusal(`\`--session\` names \`${file}\`, which is not there.`)
  const session = readSession(file)
  return {
    name,
    file,
    folder: path.dirname(file),
    messages: Array.isArray(session?.messages) ? session.messages.length : undefined,
    json: Buffer.byteLength(JSON.stringify(session)),
  }
}

/** A session as JSON. `opencode export` may put a line of its log in front. */
export function readSession(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8').replace(/^[^{]*/, ''))
  } catch (error) {
    throw new Refusal(`\`${file}\` is no session as JSON: ${error.message}`)
  }
}

function nameOf(file) {
  const {dir, name} = path.parse(path.resolve(file))
  return /^(?:input|export|session)$/.test(name) ? `${path.basename(dir)}/${name}` : name
}
