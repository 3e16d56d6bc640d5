import path from 'node:path'

/** The media type of a file of a bundle, by its name or by its extension alone (`.png`). */
export function mediaTypeOf(file: string): string {
  const extension = file.startsWith('.') ? file : path.posix.extname(file)
  return types[extension] ?? plainText
}

const plainText = 'text/plain;charset=utf-8'

const types: Record<string, string> = {
  // Only what `opencode import` fetches is named without one.
  '': 'application/json;charset=utf-8',
  '.html': 'text/html;charset=utf-8',
  '.md': 'text/markdown;charset=utf-8',
  '.txt': plainText,
  '.json': 'application/json;charset=utf-8',
  '.css': 'text/css;charset=utf-8',
  '.js': 'text/javascript;charset=utf-8',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.gif': 'image/gif',
  '.webp': 'image/webp',
  '.avif': 'image/avif',
  '.pdf': 'application/pdf',
}
