import {execFileSync} from 'node:child_process'
import path from 'node:path'
import process from 'node:process'
import fs from 'fs-extra'

const generator = path.resolve(import.meta.dirname, '../../../../shared/tools/gen-session.mjs')
const usual = '100,1000,5000'

/** The sessions to measure: files as given, and generated ones where the generator is there. */
export async function collectSessions({entries, session}, folder) {
  const given = session.map((file) => ({name: nameOf(file), file: path.resolve(file)}))
  const wanted = entries ?? (given.length === 0 ? usual : '')
  if (wanted === '') return given
  if (!(await fs.pathExists(generator))) {
    console.log('No session is generated: `../shared/tools/gen-session.mjs` is not there.')
    return given
  }
  return [...given, ...wanted.split(',').map((count) => generate(count, folder))]
}

function generate(count, folder) {
  if (!/^\d+$/.test(count)) throw new Error(`\`--entries\` has no number in \`${count}\`.`)
  execFileSync(process.execPath, [generator, folder, count], {stdio: 'ignore'})
  const file = path.join(folder, count, 'opencode', 'export.json')
  return {name: `${count} entries`, file}
}

function nameOf(file) {
  const {dir, name} = path.parse(path.resolve(file))
  return /^(?:input|export|session)$/.test(name) ? `${path.basename(dir)}/${name}` : name
}
