import path from 'node:path'
import fs from 'fs-extra'
import {root} from '../support/case.js'
import {buildGallery} from './gallery.js'
import {madeHere} from './origins.js'

// npm run gallery [-- FOLDER]: writes the gallery, says what no fixture shows, prints where the page is.
const folder = path.resolve(process.argv[2] ?? path.join(root, 'gallery'))
const {page, files, examples} = await buildGallery()
await fs.outputFile(path.join(folder, 'index.html'), page)
for (const [name, content] of files) await fs.outputFile(path.join(folder, name), content)

const made = examples.filter(({from}) => from === madeHere)
process.stderr.write(`${examples.length} examples. No fixture shows these, so they were made:\n`)
for (const {element, states} of made) process.stderr.write(`  ${element}: ${states.join(', ')}\n`)
process.stdout.write(`${path.join(folder, 'index.html')}\n`)
