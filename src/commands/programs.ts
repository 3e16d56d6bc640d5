import process from 'node:process'

/**
 * Put a text on the clipboard, where the system has one at hand.
 *
 * @returns Whether it worked. A missing clipboard is no failure.
 */
export async function copy(text: string): Promise<boolean> {
  for (const [program, ...parameters] of clipboardPrograms()) {
    if (await run(program, parameters, {input: text})) return true
  }
  return false
}

/**
 * Show an address that we made in the person's browser.
 *
 * @returns Whether a browser was started.
 */
export async function openInBrowser(url: string): Promise<boolean> {
  const {protocol, href} = new URL(url)
  if (!['http:', 'https:', 'file:'].includes(protocol)) return false
  const [program, ...parameters] = browserPrograms[process.platform] ?? ['xdg-open']
  // Some systems keep the program for as long as the browser is open.
  return run(program, [...parameters, href], {isLasting: true})
}

type Command = readonly [program: string, ...parameters: string[]]

// `start` belongs to the shell on Windows; this does the same without one.
const browserPrograms: Partial<Record<NodeJS.Platform, Command>> = {
  darwin: ['open'],
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
}

function clipboardPrograms(): Command[] {
  if (process.platform === 'darwin') return [['pbcopy']]
  if (process.platform === 'win32' || process.env.WSL_DISTRO_NAME) return [['clip.exe']]
  const programs: Command[] = []
  if (process.env.WAYLAND_DISPLAY) programs.push(['wl-copy'])
  if (process.env.DISPLAY) {
    programs.push(['xclip', '-selection', 'clipboard'], ['xsel', '--input', '--clipboard'])
  }
  return programs
}

/** Milliseconds after which a program counts as not working. */
const patience = 2000

interface RunOptions {
  /** Written to the program's standard input. @default nothing */
  input?: string
  /** Whether a program that is still running by then counts as working. @default false */
  isLasting?: boolean
}

/** Run a program without a shell. One that is missing, fails or hangs is `false`. */
async function run(
  program: string,
  parameters: string[],
  {input = '', isLasting = false}: RunOptions,
): Promise<boolean> {
  // Loading this costs a quarter of an empty script, which `--help` shall not pay.
  const {spawn} = await import('node:child_process')
  return new Promise((resolve) => {
    const child = spawn(program, parameters, {
      stdio: ['pipe', 'ignore', 'ignore'],
      detached: isLasting,
      windowsHide: true,
    })
    const timer = setTimeout(() => finish(isLasting), patience)
    const finish = (isDone: boolean) => {
      clearTimeout(timer)
      child.unref()
      resolve(isDone)
    }
    child.once('error', () => finish(false))
    child.once('exit', (code) => finish(code === 0))
    // A program that ends early closes its input; its exit status says enough.
    child.stdin.on('error', () => undefined)
    child.stdin.end(input)
  })
}
