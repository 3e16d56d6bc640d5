import process from 'node:process'
import type {Progress} from '../index.js'
import {throwIfInterrupted} from './interruption.js'
import {plain} from './plain.js'
import {say} from './terminal.js'

/** Handed to an action: told of its progress, and able to break it off. */
interface Reporter {
  /** Throws when the person has broken off, so that the action unwinds. */
  onProgress(progress: Progress): void
  /** Says what nobody shall miss, unless silence was asked for. */
  onWarning(warning: string): void
  /** Take the line off the terminal, before something else is written there. */
  clear(): void
}

/**
 * Run an action and show how far it is: one line on standard error, from the
 * first second on, where that is a terminal and nobody asked for silence.
 *
 * The first Ctrl-C ends the action at its next report, so that temporary files
 * go; one that does not report in time is ended by `cli.ts`.
 */
export async function withProgress<T>(
  quiet: boolean,
  action: (reporter: Reporter) => Promise<T>,
): Promise<T> {
  const reporter = createReporter(quiet)
  try {
    return await action(reporter)
  } finally {
    reporter.clear()
  }
}

/** Nothing is shown before this many milliseconds. */
const patience = 1000

/** Milliseconds between two updates of the line. */
const pause = 100

function createReporter(quiet: boolean): Reporter {
  const isShown = !quiet && process.stderr.isTTY
  const started = performance.now()
  let shown = 0

  return {
    onProgress(progress) {
      throwIfInterrupted()
      const now = performance.now()
      if (!isShown || now - started < patience || now - shown < pause) return
      shown = now
      const width = (process.stderr.columns || 80) - 1
      process.stderr.write(`\r\x1b[2K${describe(progress).slice(0, width)}`)
    },
    onWarning(warning) {
      clear()
      if (!quiet) say(`warning: ${plain(warning)}`)
    },
    clear,
  }

  function clear(): void {
    if (shown > 0) process.stderr.write('\r\x1b[2K')
    shown = 0
  }
}

/** A report as a line, such as `writing pages 12/40`. */
function describe({step, done, total}: Progress): string {
  if (done === undefined) return `${plain(step)} …`
  return `${plain(step)} ${done}${total === undefined ? '' : `/${total}`}`
}
