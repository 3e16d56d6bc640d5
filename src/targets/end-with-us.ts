import type {ChildProcess} from 'node:child_process'
import process from 'node:process'

const running = new Set<ChildProcess>()

/** End a program when we end: one that goes on alone might publish what nobody keeps track of. */
export function endWithUs(child: ChildProcess): void {
  if (running.size === 0) process.once('exit', endAll)
  running.add(child)
  const forget = () => {
    running.delete(child)
    if (running.size === 0) process.off('exit', endAll)
  }
  child.once('close', forget)
  child.once('error', forget)
}

function endAll(): void {
  for (const child of running) child.kill()
}
