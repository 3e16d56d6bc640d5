import {mkdirSync, writeFileSync} from 'node:fs'
import {sampleSession} from './sample-session.js'
import {render, renderTwin} from './test-context.js'

// Writes the sample session to a folder, to be looked at: npx esbuild test/render/look.ts --bundle
// --platform=node --packages=external --format=esm --outfile=.look.mjs && node .look.mjs DIR
const folder = process.argv[2] ?? '/tmp/render-x'
mkdirSync(folder, {recursive: true})
const findings = [{rule: 'github-token', number: 1, count: 3}]
const {page, files} = await render(sampleSession(), {findings})
writeFileSync(`${folder}/index.html`, page)
writeFileSync(`${folder}/session.md`, await renderTwin(sampleSession(), {findings}))
for (const [path, content] of files) writeFileSync(`${folder}/${path}`, content)
