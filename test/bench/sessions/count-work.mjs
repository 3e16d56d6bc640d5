import {spawnSync} from 'node:child_process'
import path from 'node:path'
import process from 'node:process'

const library = path.resolve(import.meta.dirname, '../../../dist/index.js')

/** Export by the library, which tells what making the pages took. */
const program = `
const {exportSession} = await import(process.argv[1])
const [, , session, output] = process.argv
await exportSession(session, {output, onWork: (work) => process.stdout.write(JSON.stringify(work))})
`

/** What exporting a session takes in numbers that do not depend on the machine. */
export function countWork(file, output, {env, cwd}) {
  const {status, stdout, stderr} = spawnSync(
    process.execPath,
    ['--input-type=module', '-e', program, library, file, output],
    {encoding: 'utf8', env, cwd},
  )
  if (status !== 0) throw new Error(`Counting the work ended with ${status}.\n${stderr}`)
  return JSON.parse(stdout)
}
