import type {Bundle} from '../../session/bundle.js'
import {readContent} from '../read-content.js'
import type {Clone} from './clone.js'

/**
 * Run one `git fast-import`: any number of objects in one process and one pack.
 *
 * @param commands In its own language, without the last `done`. To get an object's id, ask with
 * `get-mark`.
 * @returns The ids asked for, in their order.
 */
export async function importObjects(
  clone: Clone,
  commands: Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>,
): Promise<string[]> {
  const parameters = ['fast-import', '--quiet', '--done', '--force', '--date-format=raw-permissive']
  const answer = await clone.read(parameters, {input: inPieces(commands)})
  return answer.toString().split('\n').filter(Boolean)
}

/** Write the files of a bundle into the clone, each compared with its size and hash, and tell their ids. */
export async function writeBlobs(clone: Clone, bundle: Bundle): Promise<Map<string, string>> {
  const files = [...bundle]
  const oids = await importObjects(clone, blobCommands(files))
  return new Map(files.map(([file], index) => [file, oids[index] ?? '']))
}

async function* blobCommands(files: [string, Parameters<typeof readContent>[1]][]) {
  for (const [index, [file, content]] of files.entries()) {
    const bytes = await readContent(file, content)
    const mark = `:${index + 1}`
    yield `blob\nmark ${mark}\ndata ${bytes.length}\n`
    yield bytes
    yield `\nget-mark ${mark}\n`
  }
}

/** Texts are Latin-1: a character is a byte, as git reads names and messages. */
async function* inPieces(commands: Parameters<typeof importObjects>[1]) {
  for await (const piece of commands) {
    yield typeof piece === 'string' ? Buffer.from(piece, 'latin1') : piece
  }
  yield Buffer.from('done\n')
}
