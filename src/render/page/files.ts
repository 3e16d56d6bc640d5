import {diffSwitch} from '../../../templates/diff.js'
import {fileRow} from '../../../templates/file.js'
import {fileTree, type TreeView} from '../../../templates/file-tree.js'
import type {FileDiff, Session} from '../../session/model.js'
import {diffBody, diffCounts, diffFlags, diffPath, diffSquares, isLarge} from '../diff/file-diff.js'
import {patchLength} from '../diff/patch-length.js'
import {type TreeNode, treeOf} from '../diff/tree.js'
import {type Piece, seam} from '../flow.js'
import {type Html, html} from '../html.js'
import type {Scope} from '../scope.js'
import {count} from '../text/format.js'
import {spelled, visible} from '../text/visible.js'
import {netNote} from './net-note.js'

/** Lines that stand open, all files together. */
const openLines = 400
/** Files that the tree names; more of them would be a list that nobody reads. */
const treeFiles = 300

/**
 * Files with their net change. The first ones stand open, up to a screenful or
 * ten. `ids` gives each a heading and a link of its own.
 */
export function* renderFilesList(
  diffs: readonly FileDiff[],
  scope: Scope,
  ids?: readonly string[],
): Generator<Piece> {
  let room = openLines
  for (const [index, diff] of diffs.entries()) {
    const lines = patchLength(diff.patch)
    const isOpen = !isLarge(diff) && lines <= room
    if (isOpen) room -= lines
    else if (!isLarge(diff)) room = 0
    const id = ids?.[index]
    if (id !== undefined) yield index === 0 ? {mark: 'place', id} : seam(id, spelled(diff.path))
    else if (index > 0) yield seam(`files-${index + 1}`)
    const note =
      isLarge(diff) &&
      html`<p class="sp-file-note">A large change of ${count(lines, 'line')}.</p>\n`
    yield fileRow({
      anchor: id === undefined ? undefined : {id, label: spelled(diff.path)},
      path: diffPath(diff),
      counts: {text: diffCounts(diff), squares: diffSquares(diff)},
      flags: diffFlags(diff),
      isOpen,
      body: html`${note}${diffBody(diff, scope, {isNet: id !== undefined})}`,
    })
  }
}

/**
 * What stands beside the files: their sum, how to show diffs, and a tree of
 * links, which may lead to other pages.
 */
export function* filesHead({diffs, totals}: Session, ids: readonly string[]): Generator<Piece> {
  const doubt = netNote(diffs)
  const files = diffs.map((diff, index) => ({diff, href: `#${ids[index] ?? ''}`}))
  const hasLines = diffs.some(({patch}) => patch !== '')
  yield html`<p>${count(diffs.length, 'file')} ${diffCounts(totals)}, from the start of the session to its end.${doubt && html` ${doubt}`}</p>
${hasLines && diffSwitch()}${tree(files)}`
  yield {mark: 'refers', ids}
}

interface LinkedFile {
  diff: FileDiff
  href: string
}

function tree(files: readonly LinkedFile[]): Html {
  if (files.length <= treeFiles) return fileTree(treeOf(files, pathOf).map(nodeView))
  const some = files.slice(0, treeFiles)
  const note = `Not listed here: ${count(files.length - treeFiles, 'more file')}.`
  return fileTree(
    some.map((file) => nodeView({type: 'file', name: pathOf(file), file})),
    note,
  )
}

function pathOf({diff}: LinkedFile): string {
  return diff.path
}

function nodeView(node: TreeNode<LinkedFile>): TreeView {
  const name = node.name.trim() === '' ? 'without a name' : visible(node.name)
  if (node.type === 'folder') return {type: 'folder', name, items: node.items.map(nodeView)}
  const {diff, href} = node.file
  const counts = {text: diffCounts(diff), squares: diffSquares(diff)}
  return {type: 'file', name, href, flags: diffFlags(diff), counts}
}
