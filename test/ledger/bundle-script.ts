import {mkdtemp, rm} from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import {build} from 'esbuild'
import {afterAll} from 'vitest'

/** Bundle a TypeScript script with what it imports, so that plain Node can run it. Removed after the file's tests. */
export async function bundleScript(entry: string): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'sessionpress-script-'))
  afterAll(() => rm(folder, {recursive: true, force: true}))
  const outfile = path.join(folder, 'script.mjs')
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    mainFields: ['module', 'main'],
    // Packages of the older kind still ask for `require`.
    banner: {
      js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);",
    },
    logLevel: 'warning',
  })
  return outfile
}
