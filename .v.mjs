import {build} from 'esbuild'
import fs from 'node:fs'
await build({stdin:{contents:"export {rules,vendorRules} from './src/redact/rules.ts'; export {likelyRules} from './src/redact/likely.ts'; export {viewsOf} from './src/redact/views.ts'; export {redact} from './src/redact/redact.ts'; export {isStructure} from './src/sources/opencode/structure.ts'",resolveDir:process.cwd()},bundle:true,outfile:'/tmp/vbundle.mjs',format:'esm',platform:'node'})
