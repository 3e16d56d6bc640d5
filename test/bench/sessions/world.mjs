import path from 'node:path'
import process from 'node:process'
import fs from 'fs-extra'

/**
 * A machine of its own for one run: an empty home, no configuration, no ledger, and a cold cache. A
 * second run in the same world finds what the first one left.
 */
export async function withWorld(folder, action) {
  const root = await fs.mkdtemp(path.join(folder, 'world-'))
  const cwd = path.join(root, 'project')
  await fs.ensureDir(cwd)
  const names = ['CONFIG', 'STATE', 'CACHE', 'DATA']
  const places = names.map((name) => [`XDG_${name}_HOME`, path.join(root, name.toLowerCase())])
  const env = {...process.env, HOME: root, ...Object.fromEntries(places)}
  try {
    return await action({env, cwd})
  } finally {
    await fs.remove(root)
  }
}
