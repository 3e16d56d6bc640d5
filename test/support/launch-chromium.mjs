import {execFileSync} from 'node:child_process'
import path from 'node:path'
import process from 'node:process'
import fs from 'fs-extra'
import {chromium} from 'playwright-core'

const root = path.resolve(import.meta.dirname, '../..')
const home = path.join(root, 'node_modules/.cache/sessionpress/chromium')

/**
 * A browser for one test file. The binary comes out of a package of the registry, unpacked once.
 *
 * @param further Arguments besides the usual ones.
 */
export async function launchChromium(further = []) {
  await unpack()
  const executablePath = path.join(home, 'chromium')
  return await chromium.launch({
    executablePath,
    // The package's own list of arguments switches web security off: never use it.
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', ...further],
    env: {...process.env, ...libraries(executablePath)},
  })
}

/** Unpack beside and rename in, so that two runs at once never see half a binary. */
export async function unpack() {
  if (await fs.pathExists(path.join(home, 'chromium'))) return
  await fs.ensureDir(path.dirname(home))
  const draft = await fs.mkdtemp(`${home}-`)
  const code = `
    const {default: chromium} = await import('@sparticuz/chromium')
    await chromium.executablePath()
  `
  execFileSync(process.execPath, ['--input-type=module', '-e', code], {
    cwd: root,
    // The runtime's name makes the package unpack the system libraries that a bare machine lacks.
    env: {...process.env, TMPDIR: draft, AWS_LAMBDA_JS_RUNTIME: 'nodejs20.x'},
  })
  try {
    await fs.rename(draft, home)
  } catch (error) {
    await fs.remove(draft)
    if (!(await fs.pathExists(path.join(home, 'chromium')))) throw error
  }
}

/** The libraries that came along, where the machine has none of its own. */
function libraries(executablePath) {
  try {
    const found = execFileSync('ldd', [executablePath], {encoding: 'utf8'})
    if (!found.includes('not found')) return {}
  } catch {
    // No `ldd`: a machine that bare has no libraries either.
  }
  return {LD_LIBRARY_PATH: path.join(home, 'al2023/lib')}
}
