import type {CheckResult, Importing} from './types.js'

interface ImportingOptions {
  /** Whether shares shall be importable by their address. @default false */
  importable?: boolean | undefined
  /** Address of the target's root. @default it has none */
  url?: string | undefined
}

/**
 * Whether shares of a target can be imported by their address. `opencode import` takes
 * `https://host/share/<id>` alone, so the target has to own the root of its host.
 */
export function importingAt({importable = false, url}: ImportingOptions): Importing {
  if (!importable) return {type: 'off'}
  if (url === undefined) return {type: 'impossible', why: 'the target has no `url`'}
  if (ownsHost(url)) return {type: 'on'}
  const why = `\`${url}\` is no root of a host, where alone \`opencode import\` looks`
  return {type: 'impossible', why}
}

/** Where `opencode import` finds a share. */
export function importAddress(url: string, shareID: string): string {
  return `${new URL(url).origin}/share/${shareID}`
}

/** What a person is told of a wish that cannot be met. */
export function describeImporting(importing: Importing): CheckResult[] {
  if (importing.type === 'off') return []
  if (importing.type === 'on') {
    return [{level: 'good', message: 'Its shares can be imported by their address.'}]
  }
  return [
    {
      level: 'warning',
      message: `Its shares cannot be imported by their address: ${importing.why}. Each still has a \`session.json\`, which \`opencode import\` takes as a file.`,
      hint: 'Give the target a host of its own, or leave `importable` out.',
    },
  ]
}

function ownsHost(url: string): boolean {
  return /^\/*$/.test(new URL(url).pathname)
}
