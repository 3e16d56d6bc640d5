/** `1 byte`, `412 bytes`, `6.2 kB`, `18 kB`, `2.4 MB`: thousands, as the SI has them. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} ${bytes === 1 ? 'byte' : 'bytes'}`
  if (bytes < 999_500) return `${scaled(bytes / 1000)} kB`
  return `${scaled(bytes / 1_000_000)} MB`
}

function scaled(value: number): string {
  return value < 9.95 ? value.toFixed(1).replace(/\.0$/, '') : String(Math.round(value))
}
