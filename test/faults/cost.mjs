// Exports a hostile session by its name and prints what that cost: `cost.mjs NAME FILE OUTPUT`.
// In a process of its own, since one that is begun by a big process counts as big itself.
import process from 'node:process'
import {sessions, smaller} from '../bench/hostile/sessions.mjs'
import {exportOnce} from '../bench/sessions/run-command.mjs'

const [, , name, file, output] = process.argv
const {write} = {...sessions, ...smaller}[name]
write(file)
console.log(JSON.stringify(exportOnce(file, output)))
