import {createHash, randomBytes} from 'node:crypto'
import {createRequire} from 'node:module'
import path from 'node:path'
import process from 'node:process'
import fs from 'fs-extra'
import type {Pack} from '../../cache/pack.js'
import type {RenderPiece} from '../../render/pieces/job.js'
import {createPieces, type Pieces} from '../../render/pieces/pieces.js'
import {packageFolder} from '../../system/package-folder.js'
import {defaultJobs, openPool} from './pool.js'

const pools = new Map<number, RenderPiece>()

interface LoadPiecesOptions {
  /** Threads at most, which all pages of this process share. @default as many as there are cores */
  jobs?: number | undefined
  /** What was made before. @default nothing is kept */
  cache?: Pack | undefined
}

/** What makes the pieces of a page, in threads. */
export async function loadPieces({
  jobs = defaultJobs(),
  cache,
}: LoadPiecesOptions): Promise<Pieces> {
  const file = path.join(packageFolder(), 'dist', 'actions', 'piece-worker.js')
  const render = pools.get(jobs) ?? openPool({jobs, file})
  pools.set(jobs, render)
  const maker = createHash('sha256').update(await makerOf(file))
  return createPieces({
    render,
    // What makes a piece is part of its name, so that no other version ever takes it for its own.
    hash: (text) => maker.copy().update(text).digest('base64'),
    secret: randomBytes(16).toString('hex'),
    ...(cache && {cache}),
  })
}

/** The program of the threads, whose parts are named by their contents, and shiki, which lies beside it. */
async function makerOf(file: string): Promise<string> {
  const shiki = createRequire(import.meta.url)('shiki/package.json').version
  return `${await fs.readFile(file, 'utf8')}\n${shiki}\n${process.version}\n`
}
