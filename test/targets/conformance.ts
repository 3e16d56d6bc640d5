import {describe, expect, it} from 'vitest'
import {createShareID} from '../../src/ledger/share-id.js'
import {type Bundle, type Content, rootFilesOf} from '../../src/session/bundle.js'
import {inspectOne, type Receipt, type Target} from '../../src/targets/types.js'
import {bundleOf, versionOf} from './bundles.js'

/** The root of a host that never answers. */
export const nobody = 'http://127.0.0.1:9'

/** A place to publish to, and a way to look at it past the target. */
export interface Host {
  target: Target
  /** The same place as the root of a host, where shares shall be importable. */
  importable: Target
  /** Everything that lies there now, path to text, folders without files included as `path/`. */
  served(): Promise<Record<string, string>>
  /** Put a file there behind the target's back. */
  put(file: string, text: string): Promise<void>
  /** Take a file away behind the target's back. */
  take(file: string): Promise<void>
}

const first = versionOf('first', {
  'page-0123456789abcdef.html': 'page one',
  'media-aaaaaaaaaaaaaaaa.png': 'picture',
  'media-0000000000000000.txt': '',
  'data-0123456789abcdef.js': 'ciphertext',
  'style-0123456789abcdef.css': 'style',
  'viewer-0123456789abcdef.js': 'script',
  'search-0123456789abcdef.js': 'words',
})
const second = versionOf('second', {'page-fedcba9876543210.html': 'page two'})

const unsafeNames = [
  '../escape.html',
  '/etc/x',
  'a/../../x',
  'a//b',
  './a',
  'a\\b',
  'a\0b',
  'c:x',
  '',
]

/** A person's own files, however much their names look like a bundle's. */
const almostOurs = [
  'their notes.txt',
  'team-picture.png',
  'media-0123456789abcdef.docx',
  'media-0123456789abcdef0.png',
  'page-0123456789abcdeg.html',
  'pages-0123456789abcdef.html',
  'index.htm',
]

/** Names at the root that only look like those of the share with this id. */
const rootTraps: [string, (share: string) => string][] = [
  ['the data of another share', () => rootFilesOf(createShareID()).data],
  ['the page of another share', () => rootFilesOf(createShareID()).page],
  ['another file beside the data', (share) => `/api/share/${share}/index.html`],
  ['another file beside the page', (share) => `/share/${share}/data`],
  ['a deeper one', (share) => `/share/${share}/x/index.html`],
  ['one that climbs', (share) => `/share/../share/${share}/index.html`],
  ['one with two slashes', (share) => `//share/${share}/index.html`],
  ['the page of the host', () => '/index.html'],
]

/** Behaviour that every target shares. Call it from that target's test file. */
export function testTarget(name: string, setup: () => Promise<Host>): void {
  describe(`target: ${name}`, () => {
    it('serves exactly the files of the bundle', async () => {
      const {target, served} = await setup()
      const path = createShareID()
      const receipt = await target.publish(first, path)
      expect(await served()).toEqual(await textsOf(first, path))
      expect(receipt).toEqual(target.plan(first, path))
      expect(receipt).toMatchObject({type: target.type, path})
      expect(receipt.url).toContain(path)
      expect(await inspectOne(target, receipt)).toMatchObject({
        isComplete: true,
        isGone: false,
        wrong: [],
      })
    })

    it('gives a receipt that survives JSON and holds each file with size and hash', async () => {
      const {target} = await setup()
      const receipt = await target.publish(first, createShareID())
      const stored = JSON.parse(JSON.stringify(receipt)) as Receipt
      expect(stored).toEqual(receipt)
      expect(stored.files.map((file) => file.path)).toEqual([...first.keys()])
      for (const {path, size, sha256} of stored.files) {
        expect({size, sha256}).toEqual({
          size: first.get(path)?.size,
          sha256: first.get(path)?.sha256,
        })
      }
    })

    it('updates in place, under the same address, without leftovers', async () => {
      const {target, served} = await setup()
      const path = createShareID()
      const before = await target.publish(first, path)
      const after = await target.publish(second, path, before)
      expect(after.url).toBe(before.url)
      expect(await served()).toEqual(await textsOf(second, path))
    })

    it('lays folders of a bundle, and leaves none empty', async () => {
      const {target, served} = await setup()
      const path = createShareID()
      const nested = new Map([...bundleOf({'a/b/c.txt': 'c', 'a/d.txt': 'd'}), ...first])
      const receipt = await target.publish(nested, path)
      expect(await inspectOne(target, receipt)).toMatchObject({isComplete: true})
      const next = new Map([...bundleOf({'e/f/g.txt': 'g'}), ...first])
      const update = await target.publish(next, path, receipt)
      expect(await served()).toEqual(await textsOf(next, path))
      await target.remove([update])
      expect(await served()).toEqual({})
    })

    it('lays what belongs to the root of its host, brings it up to date, and takes all of it away', async () => {
      const {target, served, put} = await setup()
      await put('api/share/theirs.txt', 'theirs')
      const before = await served()
      const path = createShareID()
      const [importable, changed] = [withRoot(first, path, 'one'), withRoot(second, path, 'two')]
      const receipt = await target.publish(importable, path)
      expect(await served()).toEqual({...before, ...(await textsOf(importable, path))})
      expect(receipt).toEqual(target.plan(importable, path))
      expect(await inspectOne(target, receipt)).toMatchObject({isComplete: true, wrong: []})

      const update = await target.publish(changed, path, receipt)
      expect(await served()).toEqual({...before, ...(await textsOf(changed, path))})
      expect(await inspectOne(target, receipt)).toMatchObject({isComplete: false, isGone: false})
      if (target.abilities.canList) expect(await target.list()).toEqual([path])
      await target.remove([update])
      expect(await served()).toEqual(before)
      expect(await inspectOne(target, update)).toMatchObject({isGone: true, present: []})
    })

    it('tells what is missing or wrong at the root of its host, and mends it', async () => {
      const {target, served, put, take} = await setup()
      const path = createShareID()
      const {data, page} = rootFilesOf(path)
      const bundle = withRoot(first, path, 'one')
      const receipt = await target.publish(bundle, path)
      await put(data.slice(1), 'torn')
      await take(page.slice(1))
      const found = await inspectOne(target, receipt)
      expect(found).toMatchObject({isComplete: false, isGone: false})
      expect(found.wrong.toSorted()).toEqual([data, page])
      await target.publish(bundle, path, receipt)
      expect(await served()).toEqual(await textsOf(bundle, path))
    })

    it('takes away at the root of its host what an update does not have any more', async () => {
      const {target, served} = await setup()
      const path = createShareID()
      const receipt = await target.publish(withRoot(first, path, 'one'), path)
      const plain = await target.publish(first, path, receipt)
      expect(await served()).toEqual(await textsOf(first, path))
      const again = withRoot(first, path, 'two')
      const update = await target.publish(again, path, plain)
      expect(await served()).toEqual(await textsOf(again, path))
      await target.remove([update])
      expect(await served()).toEqual({})
    })

    it('keeps what two shares have at the root of its host apart', async () => {
      const {target, served} = await setup()
      const [one, other] = [createShareID(), createShareID()]
      const bundles = [withRoot(first, one, 'one'), withRoot(second, other, 'other')] as const
      const receipt = await target.publish(bundles[0], one)
      await target.publish(bundles[1], other)
      await target.remove([receipt])
      expect(await served()).toEqual(await textsOf(bundles[1], other))
    })

    it('refuses what somebody else has at the root of its host, and changes nothing', async () => {
      const {target, served, put} = await setup()
      const path = createShareID()
      await put(rootFilesOf(path).page.slice(1), 'theirs')
      const before = await served()
      const publish = target.publish(withRoot(first, path, 'one'), path)
      await expect(publish).rejects.toMatchObject({code: 'TARGET_PATH_TAKEN'})
      expect(await served()).toEqual(before)
    })

    it('leaves nothing at the root of its host when the share cannot be laid', async () => {
      const {target, served} = await setup()
      const path = createShareID()
      const [content] = bundleOf({x: 'short'}).values()
      if (!content) throw new Error('no content')
      const bundle = withRoot(first, path, 'one').set('session.md', {...content, size: 9})
      await expect(target.publish(bundle, path)).rejects.toMatchObject({code: 'PUBLISH_UNVERIFIED'})
      expect(await served()).toEqual({})
    })

    it('finds what a share has at the root of its host without a receipt, its folder gone or not', async () => {
      const {importable: target, served} = await setup()
      const path = createShareID()
      const {data, page} = rootFilesOf(path)
      const receipt = await target.publish(withRoot(first, path, 'one'), path)
      const found = await target.find(path)
      const names = receipt.files.map((file) => file.path)
      expect(found?.files.map((file) => file.path).toSorted()).toEqual(names.toSorted())
      await target.remove([target.plan(first, path)])
      expect(await inspectOne(target, target.plan(new Map(), path))).toMatchObject({isGone: false})
      const rest = await target.find(path)
      expect(rest?.files.map((file) => file.path).toSorted()).toEqual([data, page])
      if (rest) await target.remove([rest])
      expect(await served()).toEqual({})
      expect(await target.find(path)).toBeUndefined()
    })

    it.each(rootTraps)('refuses %s at the root of its host', async (_what, trap) => {
      const {target, served} = await setup()
      const path = createShareID()
      const bad = trap(path)
      const publish = target.publish(new Map([...first, ...bundleOf({[bad]: 'x'})]), path)
      await expect(publish).rejects.toMatchObject({code: 'TARGET_PATH_UNSAFE'})
      expect(await served()).toEqual({})
      const planned = target.plan(first, path)
      const files = [...planned.files, {path: bad, size: 0, sha256: ''}]
      const remove = target.remove([{...planned, files}])
      await expect(remove).rejects.toMatchObject({code: 'TARGET_PATH_UNSAFE'})
    })

    it('says whether shares can be imported by their address', async () => {
      const {target, importable} = await setup()
      expect(target.importing).toEqual({type: 'off'})
      expect(importable.importing).toEqual({type: 'on'})
      const checks = await importable.check()
      expect(checks.map(({message}) => message)).toContain(
        'Its shares can be imported by their address.',
      )
    })

    it('publishes the same twice without a change', async () => {
      const {target, served} = await setup()
      const path = createShareID()
      await target.publish(first, path, await target.publish(first, path))
      expect(await served()).toEqual(await textsOf(first, path))
    })

    it('mends an update of which files are missing or wrong', async () => {
      const {target, served, put, take} = await setup()
      const path = createShareID()
      const receipt = await target.publish(first, path)
      await put(`${path}/session.md`, 'torn')
      await take(`${path}/media-aaaaaaaaaaaaaaaa.png`)
      const found = await inspectOne(target, receipt)
      expect(found.isComplete).toBe(false)
      expect(found.wrong.toSorted()).toEqual(['media-aaaaaaaaaaaaaaaa.png', 'session.md'])
      await target.publish(first, path, receipt)
      expect(await served()).toEqual(await textsOf(first, path))
    })

    it('removes what it published, and nothing else', async () => {
      const {target, served, put} = await setup()
      await put('theirs.html', 'theirs')
      const before = await served()
      const receipt = await target.publish(first, createShareID())
      await target.remove([receipt])
      expect(await served()).toEqual(before)
      expect(await inspectOne(target, receipt)).toMatchObject({isGone: true, isComplete: false})
    })

    it('keeps foreign files inside the share', async () => {
      const {target, served, put} = await setup()
      const path = createShareID()
      await target.publish(first, path)
      await put(`${path}/theirs.txt`, 'theirs')
      const receipt = await target.publish(second, path, target.plan(first, path))
      expect(await served()).toHaveProperty([`${path}/theirs.txt`])
      await target.remove([receipt])
      expect(await served()).toEqual({[`${path}/theirs.txt`]: 'theirs'})
    })

    it('keeps two shares apart', async () => {
      const {target, served} = await setup()
      const [one, other] = [createShareID(), createShareID()]
      const receipt = await target.publish(first, one)
      await target.publish(second, other)
      await target.remove([receipt])
      expect(await served()).toEqual(await textsOf(second, other))
    })

    it('can remove twice, and what never was', async () => {
      const {target} = await setup()
      const receipt = await target.publish(first, createShareID())
      await target.remove([receipt])
      await expect(target.remove([receipt])).resolves.toEqual({notes: expect.any(Array)})
      await expect(target.remove([target.plan(first, createShareID())])).resolves.toEqual({
        notes: expect.any(Array),
      })
    })

    it('removes several at once, tells of each, and leaves the others', async () => {
      const {target, served} = await setup()
      const ids = [createShareID(), createShareID(), createShareID()]
      const receipts: Receipt[] = []
      for (const id of ids) receipts.push(await target.publish(first, id))
      const [one, two, three] = receipts as [Receipt, Receipt, Receipt]
      await target.remove([two, one])
      expect(await served()).toEqual(await textsOf(first, three.path))
      expect(await target.inspect([one, three, two])).toMatchObject([
        {isGone: true, isComplete: false},
        {isGone: false, isComplete: true},
        {isGone: true, isComplete: false},
      ])
      expect(await target.inspect([])).toEqual([])
    })

    it('lists what carries our marker, and nothing else', async () => {
      const {target, put} = await setup()
      if (!target.abilities.canList) return expect(await target.list()).toEqual([])
      expect(await target.list()).toEqual([])
      const ids = [createShareID(), createShareID()]
      for (const id of ids) await target.publish(first, id)
      await put('theirs.html', 'theirs')
      await put(`${createShareID()}/index.html`, 'theirs')
      await put('notes/.sessionpress', 'theirs')
      expect(await target.list()).toEqual(ids.sort())
    })

    it('finds nothing wrong with itself, and leaves nothing behind', async () => {
      const {target, served} = await setup()
      await target.publish(first, createShareID())
      const before = await served()
      const results = await target.check()
      expect(results.length).toBeGreaterThan(0)
      expect(results.filter(({level}) => level === 'bad')).toEqual([])
      expect(await served()).toEqual(before)
    })

    it('removes the rest of a share that is half gone', async () => {
      const {target, served, take} = await setup()
      const path = createShareID()
      const receipt = await target.publish(first, path)
      await take(`${path}/index.html`)
      await target.remove([receipt])
      expect(await served()).toEqual({})
    })

    it('refuses a place that somebody else uses', async () => {
      const {target, served, put} = await setup()
      const path = createShareID()
      await put(`${path}/index.html`, 'theirs')
      const before = await served()
      await expect(target.publish(first, path)).rejects.toMatchObject({code: 'TARGET_PATH_TAKEN'})
      expect(await served()).toEqual(before)
    })

    it('refuses to replace a foreign file in an update, and changes nothing', async () => {
      const {target, served, put} = await setup()
      const path = createShareID()
      const receipt = await target.publish(first, path)
      await put(`${path}/page-fedcba9876543210.html`, 'theirs')
      const before = await served()
      const update = target.publish(second, path, receipt)
      await expect(update).rejects.toMatchObject({code: 'TARGET_PATH_TAKEN'})
      expect(await served()).toEqual(before)
    })

    it('finds a share without a receipt, and can remove it', async () => {
      const {target, served, put} = await setup()
      const path = createShareID()
      const receipt = await target.publish(first, path)
      const theirs = Object.fromEntries(almostOurs.map((name) => [`${path}/${name}`, 'theirs']))
      for (const file of Object.keys(theirs)) await put(file, 'theirs')
      const found = await target.find(path)
      expect(found?.url).toBe(receipt.url)
      expect(found?.files.toSorted(byPath)).toEqual(receipt.files.toSorted(byPath))
      if (found) await target.remove([found])
      expect(await served()).toEqual(theirs)
    })

    it('finds nothing where nothing of ours lies', async () => {
      const {target, put} = await setup()
      const path = createShareID()
      expect(await target.find(path)).toBeUndefined()
      await put(`${path}/index.html`, 'theirs')
      expect(await target.find(path)).toBeUndefined()
    })

    it.each(unsafeNames)('refuses the path %j in a bundle, and publishes nothing', async (bad) => {
      const {target, served} = await setup()
      const path = createShareID()
      const publish = target.publish(new Map([...first, ...bundleOf({[bad]: 'x'})]), path)
      await expect(publish).rejects.toMatchObject({code: 'TARGET_PATH_UNSAFE'})
      expect(await served()).toEqual({})

      const receipt = await target.publish(first, path)
      const files = [...receipt.files, {path: bad, size: 0, sha256: ''}]
      const before = await served()
      const remove = target.remove([{...receipt, files}])
      await expect(remove).rejects.toMatchObject({code: 'TARGET_PATH_UNSAFE'})
      expect(await served()).toEqual(before)
    })

    it.each([...unsafeNames, 'a/b', '.git', '..'])('refuses to publish at %j', async (bad) => {
      const {target, served} = await setup()
      const publish = async () => target.publish(first, bad)
      await expect(publish()).rejects.toMatchObject({code: 'TARGET_PATH_UNSAFE'})
      expect(await served()).toEqual({})
    })

    it('does not publish content that is not what it says', async () => {
      const {target, served} = await setup()
      const path = createShareID()
      const [content] = bundleOf({x: 'short'}).values()
      if (!content) throw new Error('no content')
      const bundle = new Map([
        ...first,
        ['page-1111111111111111.html', {...content, size: 9}] as const,
      ])
      await expect(target.publish(bundle, path)).rejects.toMatchObject({code: 'PUBLISH_UNVERIFIED'})
      expect(await served()).toEqual({})
      await target.publish(second, path)
      const update = target.publish(bundle, path, target.plan(second, path))
      await expect(update).rejects.toMatchObject({code: 'PUBLISH_UNVERIFIED'})
      expect(await served()).toEqual(await textsOf(second, path))
    })
  })
}

function byPath(one: {path: string}, other: {path: string}): number {
  return one.path < other.path ? -1 : 1
}

/** The same bundle with what makes it importable. */
function withRoot(bundle: Bundle, share: string, version: string): Map<string, Content> {
  const {data, page} = rootFilesOf(share)
  return new Map([
    ...bundleOf({[data]: `["${version}"]`, [page]: '<!doctype html><title>on</title>'}),
    ...bundle,
  ])
}

async function textsOf(bundle: typeof first, path: string): Promise<Record<string, string>> {
  const texts: Record<string, string> = {}
  for (const [file, content] of bundle) {
    const chunks: Uint8Array[] = []
    for await (const chunk of content.read()) chunks.push(chunk)
    texts[file.startsWith('/') ? file.slice(1) : `${path}/${file}`] =
      Buffer.concat(chunks).toString()
  }
  return texts
}
