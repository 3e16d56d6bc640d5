import {execFileSync} from 'node:child_process'
import process from 'node:process'
import fs from 'fs-extra'

/** Why nothing can be mounted here; `undefined` where it can. */
export const noMounts = findObstacle()

/** Do something while a small disk in memory is mounted at a folder, which is made. */
export async function withDisk<Result>(
  folder: string,
  bytes: number,
  act: () => Promise<Result>,
): Promise<Result> {
  await fs.ensureDir(folder)
  // Root keeps its own few blocks in reserve on other disks; this one has none.
  mount('-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', folder)
  return await untilUnmounted(folder, act)
}

/** Do something while a folder cannot be written to by anybody. */
export async function withReadOnly<Result>(
  folder: string,
  act: () => Promise<Result>,
): Promise<Result> {
  mount('--bind', folder, folder)
  return await untilUnmounted(folder, async () => {
    mount('-o', 'remount,ro,bind', folder)
    return await act()
  })
}

async function untilUnmounted<Result>(folder: string, act: () => Promise<Result>): Promise<Result> {
  try {
    return await act()
  } finally {
    execFileSync('umount', [folder])
  }
}

function mount(...parameters: string[]): void {
  execFileSync('mount', parameters, {stdio: ['ignore', 'ignore', 'pipe']})
}

function findObstacle(): string | undefined {
  if (process.platform !== 'linux' || process.getuid?.() !== 0)
    return 'mounting takes root on Linux'
  const folder = fs.mkdtempSync('/tmp/sessionpress-mount-')
  try {
    mount('-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder)
    execFileSync('umount', [folder])
    return undefined
  } catch {
    return 'this container may not mount'
  } finally {
    fs.removeSync(folder)
  }
}
