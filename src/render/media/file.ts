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
  if (!bytes) return html`<p class="sp-clip">${caption(file)}</p>`
  const kind = sniff(bytes)
  const size = formatBytes(bytes.length)
  if (kind?.extension === 'pdf') {
    const path = scope.context.keep(bytes, 'pdf')
    return html`<p class="sp-clip"><a href="${path}" download>${caption(file)}</a>, PDF, ${size}</p>`
  }
  if (kind) return picture(file, bytes, kind, scope)
  const text = textOf(file, bytes)
  if (text === undefined) return html`<p class="sp-clip">${caption(file)}, ${size}; not shown</p>`
  return html`<details class="sp-fold"><summary>${caption(file)}, ${size}</summary>
${long(text, scope, (piece) => html`<pre class="sp-plain">${visible(piece)}</pre>`)}</details>`
}

/** Whether a page will have pictures beside it, which its policy has to allow before the first of them. */
export function hasKeptPictures(session: Session, limits: RenderLimits): boolean {
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
  const pixels = kind.size && `${kind.size.width} × ${kind.size.height}, `
  return html`<details class="sp-shot"><summary><img src="${source}" alt="${file.name ?? 'picture without a name'}"${size}><span class="sp-shot-cap">${caption(file)}, ${pixels}${formatBytes(bytes.length)}</span></summary></details>`
}

/** Name, recorded type, and where it was. */
function caption(file: FileBlock): Html {
  const name = file.name ?? 'file without a name'
  const place =
    file.url && file.url !== file.name ? html` <code>${visible(file.url)}</code>` : undefined
  return html`<bdi>${visible(name)}</bdi> <span class="sp-soft">${visible(file.mime)}</span>${place}`
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
