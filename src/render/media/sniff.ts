import type {KeptExtension} from '../render-context.js'

/** What bytes are, told by themselves. */
export interface Sniffed {
  extension: Exclude<KeptExtension, 'txt' | 'js' | 'css'>
  /** MIME type that the bytes have, whatever was recorded. */
  mime: string
  /** Pixels, where the header says them. */
  size?: {width: number; height: number}
}

/**
 * Kind of a file by its first bytes: the pictures that browsers draw without
 * running anything, and PDF. SVG is none of them: it is text.
 */
export function sniff(bytes: Uint8Array): Sniffed | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const head = latin(bytes, 0, 16)
  if (head.startsWith('\u0089PNG\r\n\u001a\n')) return withSize('png', 'image/png', pngSize(view))
  if (head.startsWith('\u00ff\u00d8\u00ff')) return withSize('jpg', 'image/jpeg', jpegSize(view))
  if (/^GIF8[79]a/.test(head)) return withSize('gif', 'image/gif', gifSize(view))
  if (/^RIFF[\s\S]{4}WEBP/.test(head)) return withSize('webp', 'image/webp', webpSize(view, bytes))
  if (/^[\s\S]{4}ftypavi[fs]/.test(head)) return {extension: 'avif', mime: 'image/avif'}
  if (head.startsWith('%PDF-')) return {extension: 'pdf', mime: 'application/pdf'}
  return undefined
}

type Size = {width: number; height: number}

function withSize(extension: Sniffed['extension'], mime: string, size: Size | undefined): Sniffed {
  const isSize = size && size.width > 0 && size.height > 0
  return isSize ? {extension, mime, size} : {extension, mime}
}

function pngSize(view: DataView): Size | undefined {
  if (view.byteLength < 24) return undefined
  return {width: view.getUint32(16), height: view.getUint32(20)}
}

function gifSize(view: DataView): Size | undefined {
  if (view.byteLength < 10) return undefined
  return {width: view.getUint16(6, true), height: view.getUint16(8, true)}
}

/** Walk the segments to the first "start of frame". */
function jpegSize(view: DataView): Size | undefined {
  let at = 2
  while (at + 9 < view.byteLength && view.getUint8(at) === 0xff) {
    const marker = view.getUint8(at + 1)
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
    if (isFrame) return {width: view.getUint16(at + 7), height: view.getUint16(at + 5)}
    at += 2 + Math.max(2, view.getUint16(at + 2))
  }
  return undefined
}

function webpSize(view: DataView, bytes: Uint8Array): Size | undefined {
  if (view.byteLength < 30) return undefined
  const kind = latin(bytes, 12, 16)
  if (kind === 'VP8 ') {
    return {width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff}
  }
  if (kind === 'VP8L') {
    const bits = view.getUint32(21, true)
    return {width: (bits & 0x3fff) + 1, height: ((bits >> 14) & 0x3fff) + 1}
  }
  if (kind !== 'VP8X') return undefined
  const three = (at: number) => view.getUint16(at, true) + (view.getUint8(at + 2) << 16) + 1
  return {width: three(24), height: three(27)}
}

function latin(bytes: Uint8Array, start: number, end: number): string {
  return String.fromCharCode(...bytes.subarray(start, end))
}
