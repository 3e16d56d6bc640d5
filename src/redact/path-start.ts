/** As much of what stands in front of a path as tells whether it begins there. */
const reach = 160

const sideOfDiff = /(?:^|[\s"'`])[abciow]$/

/** In front of these a path begins, although a letter, digit or slash is the last sign. */
const leads = [
  // Escapes: `\n`, `\u0022`, `%3D`, the colour of a terminal.
  /\\(?:[bfnrtv]|u[0-9A-F]{4})$/i,
  /%[0-9A-F]{2}$/i,
  /\[[0-9;?]{0,20}[mGHJKhl]$/,
  // Options: `-I/home/x`.
  /(?:^|[\s"'`=,;:([{])-{1,2}[A-Za-z][\w-]{0,12}$/,
  // The sides of a diff, and the sign of a line in it.
  sideOfDiff,
  /(?:^|\n|\\n)-$/,
  // Programs and schemes that name a folder of a machine, with or without its host.
  /\b(?:file|ssh|sftp|scp|rsync|vscode[a-z-]*|cursor|zed|idea|editor)(?::|%3A)(?:\\?\/|%2F){2}[^\s/"'<>\\]{0,100}\/?$/i,
  /\/@fs$/,
]

/**
 * Whether a folder that was found in a text begins there, and is not the later
 * part of a longer path or of a URL.
 */
export function startsPath(text: string, offset: number, path: string): boolean {
  const before = text.slice(Math.max(0, offset - reach), offset)
  const last = before.at(-1) ?? ''
  if (leads.some((lead) => lead.test(before))) return true
  if (/[A-Za-z0-9_.~-]/.test(last)) return false
  // `</root>` and `//root` are markup and its paths, `http://home/x` is a host.
  if (/root$/i.test(path) && /[<#@/]/.test(last)) return false
  return !(last === '/' && /:\\?\/$/.test(before))
}

/** Whether a path is the rest of one like `a/…` and `b/…`, as diffs name what they compare. */
export function isSideOfDiff(text: string, offset: number): boolean {
  return sideOfDiff.test(text.slice(Math.max(0, offset - 2), offset))
}
