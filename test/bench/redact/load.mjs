import os from 'node:os'
import path from 'node:path'
import {pathToFileURL} from 'node:url'
import {build} from 'esbuild'
import fs from 'fs-extra'

const root = path.resolve(import.meta.dirname, '../../..')
const places = {projects: ['/home/dev/acme-shop'], home: '/home/dev'}

/** What is measured, with all rules or with those alone that know no vendor. */
export async function load({isGeneric = false} = {}) {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'sessionpress-bench-'))
  const outfile = path.join(folder, 'redact.mjs')
  try {
    await build({
      stdin: {contents: exported, resolveDir: root},
      ...{bundle: true, outfile, format: 'esm', platform: 'node'},
      plugins: isGeneric ? [withoutVendors] : [],
    })
    const {redact, isStructure, ...rest} = await import(pathToFileURL(outfile).href)
    const redactSession = ({info, messages}) =>
      redact(nativeOf(info, messages), {...places, isStructure})
    return {...rest, redactSession}
  } finally {
    await fs.remove(folder)
  }
}

const exported = `
  export {redact} from './src/redact/redact.ts'
  export {rules} from './src/redact/rules.ts'
  export {findSecrets} from './src/redact/find-secrets.ts'
  export {maskSecrets} from './src/redact/secrets.ts'
  export {maskWithDataUrls} from './src/redact/data-urls.ts'
  export {createTally} from './src/redact/tally.ts'
  export {isStructure} from './src/sources/opencode/structure.ts'
`

const withoutVendors = {
  name: 'without-vendors',
  setup(bundler) {
    bundler.onLoad({filter: /[\\/]redact[\\/]rules\.ts$/}, ({path: file}) => ({
      contents: `import {formRules, namedRules} from './generic-rules.js'
        export const rules = [...formRules, ...namedRules]`,
      ...{loader: 'ts', resolveDir: path.dirname(file)},
    }))
  },
}

function nativeOf(info, messages) {
  const rest = {todos: [], diffs: [], children: [], remarks: []}
  return {format: 'opencode-1', info, messages, ...rest}
}
