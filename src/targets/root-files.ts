import * as v from 'valibot'
import type {Bundle} from '../session/bundle.js'
import {describeImporting, importingAt} from './importing.js'
import {listFiles} from './names.js'
import {ownOf, type Part, rootFiles, splitReceipt, unite, unknownParts} from './parts.js'
import type {FolderTarget, Presence, Receipt, Target} from './types.js'

/** What the configuration of every type says of importing. */
export const importableSchema = v.exactOptional(v.boolean())

interface RootFilesOptions {
  /** Whether shares shall be importable by their address. @default false */
  importable?: boolean | undefined
  /** Address of the target's root. @default it has none */
  url?: string | undefined
  /** Whether the place is asked for root files that nobody remembers. @default where shares may have had some */
  asks?: boolean
}

/**
 * A target whose bundles may have the files of `rootFilesOf`. Within, targets know folders alone: each of
 * these files is the only one of a folder that is named after the share. They are laid before the share, and
 * removed with it.
 */
export function withRootFiles(target: FolderTarget, options: RootFilesOptions): Target {
  const {url, asks = importingAt({url, importable: true}).type === 'on'} = options
  const importing = importingAt(options)
  const urlOf = (folder: string) => target.plan(new Map(), folder).url
  const split = (receipt: Receipt) => splitReceipt(receipt, urlOf)
  return {
    ...target,
    importing,
    plan: (bundle, name) => plan(bundle, name),
    publish,
    remove: async (receipts) => await target.remove(receipts.flatMap(split).map(receiptOf)),
    inspect,
    find,
    check: async () => [...(await target.check()), ...describeImporting(importing)],
  }

  function plan(bundle: Bundle, name: string): Receipt {
    return {...target.plan(ownBundle(bundle, name), name), files: listFiles(bundle)}
  }

  async function publish(bundle: Bundle, name: string, previous?: Receipt): Promise<Receipt> {
    const planned = plan(bundle, name)
    const parts = (previous ? split(previous) : []).map(receiptOf)
    const before = new Map(parts.map((part) => [part.path, part]))
    const {data, page} = rootFiles(name) ?? {}
    const places = [data, page].flatMap((place) => place ?? [])
    const added: Receipt[] = []
    try {
      for (const {folder, file, root} of places) {
        const content = bundle.get(root)
        if (!content) continue
        const laid = await target.publish(new Map([[file, content]]), folder, before.get(folder))
        if (!before.has(folder)) added.push(laid)
      }
      await target.publish(ownBundle(bundle, name), name, before.get(name))
    } catch (error) {
      await takeBack(added, planned)
      throw error
    }
    const gone = places.filter(({root}) => !bundle.has(root)).reverse()
    const removed = gone.flatMap(({folder}) => before.get(folder) ?? [])
    if (removed.length > 0) await target.remove(removed)
    return planned
  }

  /** Without its page a share has none of these. Where only the answer was lost, the page is there. */
  async function takeBack(added: readonly Receipt[], planned: Receipt): Promise<void> {
    if (added.length === 0) return
    try {
      const own = split(planned).filter(({prefix}) => prefix === '')
      const [presence] = await target.inspect(own.map(receiptOf))
      if (presence?.isReachable && !presence.isComplete) await target.remove(added)
    } catch {
      // What failed first is what to tell. The ledger knows of all of it, and the caller looks what is there.
    }
  }

  async function inspect(receipts: readonly Receipt[]): Promise<Presence[]> {
    const parts = receipts.map(split)
    const more = receipts.map((receipt) => (asks ? unlisted(receipt) : []))
    const found = await inspectParts([...parts, ...more])
    return receipts.map((_, index) => {
      const [listed, other] = [found[index], found[receipts.length + index]]
      if (!listed || !other) throw new Error(`\`${target.type}\` did not answer for each receipt.`)
      const present = [...listed.present, ...other.present]
      return {...listed, isGone: listed.isGone && other.isGone, present}
    })
  }

  /** A receipt without files is of a share whose files nobody remembers. */
  function unlisted(receipt: Receipt): Part[] {
    return receipt.files.length === 0 ? unknownParts(receipt, urlOf) : []
  }

  /** What is there of each share, all asked at once. */
  async function inspectParts(shares: readonly Part[][]): Promise<Presence[]> {
    const found = await target.inspect(shares.flat().map(receiptOf))
    let at = 0
    return shares.map((parts) => {
      const start = at
      at += parts.length
      return unite(parts, found.slice(start, at))
    })
  }

  async function find(name: string): Promise<Receipt | undefined> {
    const own = await target.find(name)
    const planned = target.plan(new Map(), name)
    const [more] = asks ? await inspectParts([unknownParts(planned, urlOf)]) : []
    const present = more?.present ?? []
    if (!own && present.length === 0) return undefined
    const files = present.map((path) => ({path, size: 0, sha256: ''}))
    return {...planned, files: [...(own?.files ?? []), ...files]}
  }
}

function ownBundle(bundle: Bundle, name: string): Bundle {
  return new Map(ownOf([...bundle], ([path]) => path, name))
}

function receiptOf({receipt}: Part): Receipt {
  return receipt
}
