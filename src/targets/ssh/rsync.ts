import {SessionpressError} from '../../errors.js'
import type {Bundle} from '../../session/bundle.js'
import type {TemporaryFolder} from '../../system/temporary-folder.js'
import {layLocally} from '../lay-locally.js'
import {type RunProgramOptions, runProgram} from '../run-program.js'
import {sshOptions, type Way} from './command.js'
import type {Carrier} from './staging.js'

/**
 * Carry files with `rsync`, which sends only what is new in them. Where one side has no `rsync`, or
 * the host allows nothing but SFTP, the carrier says so once and is not asked again.
 */
export function rsyncCarrier(): Carrier {
  let isAble = true
  return async ({way}, files, folder, basis) => {
    // `rsync` on the host takes these for patterns.
    if (!isAble || /[*?[\\]/.test(folder)) return false
    const local = await layIfRoom(files)
    if (!local) return false
    try {
      isAble = await runRsync(way, [
        ...copying,
        ...(basis === undefined ? [] : [`--copy-dest=${basis}`]),
        '--',
        `${local.path}/`,
        // Not made where it is missing: `rsync` may see other folders than SFTP does.
        `${way.host}:${folder}/.`,
      ])
      return isAble
    } finally {
      await local.remove()
    }
  }
}

/** Whether both sides have `rsync`. */
export async function hasRsync(way: Way): Promise<boolean> {
  const {env, host} = way
  const remote = [...sshOptions(way), '--', host, 'rsync --version']
  return (await isGood('rsync', ['--version'], {env})) && (await isGood('ssh', remote, {env}))
}

/**
 * Folders, arguments past the host's shell, every file compared whatever its time, compressed.
 * Rights are the host's own, as for files that come over SFTP.
 */
const copying = ['-r', '-s', '-I', '-z', '--chmod=D777,F666', '--timeout=60']

/** A day: `rsync` says nothing while it copies, and ends by itself when nothing moves. */
const patience = 86_400_000

function runRsync(way: Way, parameters: string[]): Promise<boolean> {
  const shell = ['ssh', ...sshOptions(way)].map(quote).join(' ')
  return isGood('rsync', ['-e', shell, ...parameters], {env: way.env, patience})
}

/** `rsync` splits this by itself; there is no shell. A quote is doubled in quotes. */
function quote(word: string): string {
  return `'${word.replaceAll("'", "''")}'`
}

async function isGood(
  program: string,
  parameters: string[],
  options: RunProgramOptions,
): Promise<boolean> {
  try {
    return (await runProgram(program, parameters, options)).status === 0
  } catch (error) {
    if (error instanceof SessionpressError) return false
    throw error
  }
}

/** `rsync` reads files. Where there is no room for them, they go without it. */
async function layIfRoom(files: Bundle): Promise<TemporaryFolder | undefined> {
  try {
    return await layLocally('sessionpress-ssh', files)
  } catch (error) {
    const isFull = error instanceof SessionpressError && error.code === 'TEMPORARY_UNWRITABLE'
    if (isFull) return undefined
    throw error
  }
}
