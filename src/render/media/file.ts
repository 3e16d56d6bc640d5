import {icon} from '../../../templates/icon.js'
import type {FileBlock, Session, Turn} from '../../session/model.js'
import {formatBytes} from '../../text/format-bytes.js'
import {type Html, html} from '../html.js'
import type {RenderContext, RenderLimits} from '../render-context.js'
import type {Scope} from '../scope.js'
import {long} from '../text/long.js'
import {visible} from '../text/visible.js'
import {decodeBase64, decodedSize, decodeHead, encodeBase64} from './base64.js'
import {type Sniffed, sniff} from './sniff.js'

/** A file of the session: shown where it is a picture or text, else said in words. */
export function renderFile(file: FileBlock, scope: Scope): Html {
  const bytes = file.data === undefined || file.data === '' ? undefined : decodeBase64(file.data)
  if (!bytes) return clip(file, nameOf(file, 'File'), [typeOf(file)])
  const kind = sniff(bytes)
  const size = formatBytes(bytes.length)
  if (kind?.extension === 'pdf') {
    const path = scope.context.keep(bytes, 'pdf')
    const name = html`<a href="${path}" download>${nameOf(file, 'PDF')}</a>`
    return clip(file, name, [typeOf(file), size])
  }
  if (kind) return picture(file, bytes, kind, scope)
  const text = textOf(file, bytes)
  if (text === undefined)
    return clip(file, nameOf(file, 'File'), [typeOf(file), `${size}, not shown`])
  return html`<details class="sp-fold"><summary>${caption(file, nameOf(file, 'Text'), [typeOf(file), size])}</summary>
${long(text, scope, (piece) => html`<pre class="sp-plain">${visible(piece)}</pre>`)}</details>`
}

/** Whether a page will have pictures beside it, which its policy has to allow before the first of them. */
export function hasKeptPictures(session: Session, limits: RenderLimits): boolean {
  const known = picturesOf.get(session) ?? new Map<number, boolean>()
  picturesOf.set(session, known)
  const isThere = known.get(limits.image) ?? findKeptPicture(session, limits)
  known.set(limits.image, isThere)
  return isThere
}

/** By the size of pictures that a page keeps: each of many pages asks, and a long session takes long to look through. */
const picturesOf = new WeakMap<Session, Map<number, boolean>>()

function findKeptPicture(session: Session, limits: RenderLimits): boolean {
  const isKept = (file: FileBlock) =>
    file.data !== undefined &&
    decodedSize(file.data) >= limits.image - 4 &&
    (sniff(decodeHead(file.data))?.extension ?? 'pdf') !== 'pdf'
  return (
    session.turns.some((turn) => filesOf(turn).some(isKept)) ||
    session.children.some((child) => hasKeptPictures(child, limits))
  )
}

/** Text of a file whose bytes are text; `undefined` for any other. */
export function textOfFile(file: FileBlock): string | undefined {
  if (file.data === undefined || file.data === '') return undefined
  const bytes = decodeBase64(file.data)
  return sniff(bytes) ? undefined : textOf(file, bytes)
}

/** Path of a big picture or a PDF in the bundle; `undefined` for what the page carries itself. */
export function keptPath(
  file: FileBlock,
  context: RenderContext,
  limits: RenderLimits,
): string | undefined {
  if (!file.data) return undefined
  const bytes = decodeBase64(file.data)
  const kind = sniff(bytes)
  if (!kind || (kind.extension !== 'pdf' && bytes.length <= limits.image)) return undefined
  return context.keep(bytes, kind.extension)
}

function picture(file: FileBlock, bytes: Uint8Array, kind: Sniffed, scope: Scope): Html {
  const source =
    bytes.length > scope.limits.image
      ? scope.context.keep(bytes, kind.extension)
      : `data:${kind.mime};base64,${encodeBase64(bytes)}`
  const size = kind.size && html` width="${kind.size.width}" height="${kind.size.height}"`
  const pixels = kind.size && `${kind.size.width} × ${kind.size.height}`
  const facts = [pixels, typeOf(file), formatBytes(bytes.length)]
  return html`<details class="sp-shot"><summary><img src="${source}" alt="${file.name ?? 'picture without a name'}"${size}><span class="sp-shot-cap">${caption(file, nameOf(file, 'Picture'), facts)}</span></summary></details>`
}

function clip(file: FileBlock, name: Html, facts: readonly (string | undefined)[]): Html {
  const sign = isFolder(file) ? 'folder' : file.mime.startsWith('image/') ? 'image' : 'file'
  return html`<p class="sp-clip">${icon(sign)} ${caption(file, name, facts)}</p>`
}

/** Name, what is known about it, and where it was if the name does not say it. */
function caption(file: FileBlock, name: Html, facts: readonly (string | undefined)[]): Html {
  const {url} = file
  const isSaid = url?.replace(/^file:\/\//, '').replace(/^\.\//, '') === file.name
  const place = url && !isSaid && html` <code>${visible(url)}</code>`
  return html`${name} <span class="sp-soft">${visible(facts.filter(Boolean).join(', '))}</span>${place}`
}

function nameOf({name}: FileBlock, what: string): Html {
  return name === undefined ? html`${what} without a name` : html`<bdi>${visible(name)}</bdi>`
}

function typeOf(file: FileBlock): string {
  return isFolder(file) ? 'folder' : file.mime
}

function isFolder({mime}: FileBlock): boolean {
  return mime === 'application/x-directory'
}

function filesOf(turn: Turn): FileBlock[] {
  const own = turn.blocks.flatMap((block) => {
    if (block.type === 'file') return [block]
    return block.type === 'tool' ? block.attachments : []
  })
  return [...(turn.prompt?.attachments ?? []), ...own]
}

function textOf(file: FileBlock, bytes: Uint8Array): string | undefined {
  const isNamedText = /^text\/|json|xml|svg|javascript|yaml|toml/i.test(file.mime)
  try {
    const text = new TextDecoder('utf-8', {fatal: !isNamedText}).decode(bytes)
    return isNamedText || !/[\u0000-\u0008\u000e-\u001a]/.test(text) ? text : undefined
  } catch {
    // Bytes that are no UTF-8 and claim to be no text are not shown.
    return undefined
  }
}
