import {createHash, randomBytes} from 'node:crypto'
import {createRequire} from 'node:module'
import path from 'node:path'
import process from 'node:process'
import fs from 'fs-extra'
import type {Pack} from '../../cache/pack.js'
import {createPieces, type Pieces} from '../../render/pieces/pieces.js'
import {packageFolder} from '../../system/package-folder.js'
import {defaultJobs, openPool, type Pool} from './pool.js'

/** Characters of texts whose markup is kept in a long session. What comes again does so in the same turn, mostly. */
const keptOfLong = 500_000

const pools = new Map<string, Pool>()

interface LoadPiecesOptions {
  /**
   * Threads at most, which all sessions of this process share that are long, and all that are not.
   *
   * @default as many as there are cores, up to 8
   */
  jobs?: number | undefined
  /** What was made before. @default nothing is kept */
  cache?: Pack | undefined
  /** Whether the session is so long that memory counts more than time. @default false */
  isLong?: boolean
}

/** What makes pieces, and ends its threads once all are made. */
interface LoadedPieces {
  pieces: Pieces
  rest: Pool['rest']
}

/** What makes the pieces of a page, in threads. */
export async function loadPieces({
  cache,
  isLong = false,
  jobs = defaultJobs(),
}: LoadPiecesOptions): Promise<LoadedPieces> {
  const file = path.join(packageFolder(), 'dist', 'actions', 'piece-worker.js')
  const key = `${jobs} ${isLong}`
  const {render, rest} = pools.get(key) ?? openPool({jobs, file, isSmall: isLong})
  pools.set(key, {render, rest})
  const maker = createHash('sha256').update(await makerOf(file))
  const pieces = createPieces({
    render,
    // What makes a piece is part of its name, so that no other version ever takes it for its own.
    hash: (text) => maker.copy().update(text).digest('base64'),
    secret: randomBytes(16).toString('hex'),
    ...(cache && {cache}),
    ...(isLong && {maxKept: keptOfLong}),
  })
  return {pieces, rest}
}

/** The program of the threads, whose parts are named by their contents, and shiki, which lies beside it. */
async function makerOf(file: string): Promise<string> {
  const shiki = createRequire(import.meta.url)('shiki/package.json').version
  return `${await fs.readFile(file, 'utf8')}\n${shiki}\n${process.version}\n`
}
