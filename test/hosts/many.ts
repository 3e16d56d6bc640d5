import {rm} from 'node:fs/promises'
import path from 'node:path'
import process from 'node:process'
import {expect} from 'vitest'
import {list} from '../../src/actions/list.js'
import type {Surroundings} from '../../src/actions/types.js'
import {unshare} from '../../src/actions/unshare.js'
import {prepareVersion, share} from '../actions/prepare-version.js'

/** How many shares: 1,200 for the record, fewer where it runs beside everything else. */
export const many = Number(process.env.MANY_SHARES ?? 120)

interface ManyOptions {
  /** Name of the target, for the line that is printed. */
  name: string
  /** Configured target to share to. */
  to: string
  state: string
  surroundings: Partial<Surroundings>
  /** Everything of ours that is left at the host, past the target. */
  left(): Promise<string[]>
}

/**
 * Share many sessions, list them, take all but one down with one call, and the
 * last one without the ledger. Prints how long each took.
 */
export async function shareAndRemoveMany(options: ManyOptions): Promise<void> {
  const {name, to, state, surroundings, left} = options
  const world = {state, surroundings}
  const times: string[] = []
  const timed = async <Result>(what: string, act: () => Promise<Result>): Promise<Result> => {
    const start = performance.now()
    const result = await act()
    times.push(`${what} ${((performance.now() - start) / 1000).toFixed(1)} s`)
    return result
  }

  await timed('share', async () => {
    for (let index = 0; index < many; index += 1) {
      await share(`ses_${index}`, {...world, to, yes: true, prepare: prepareVersion('a')})
    }
  })
  const shared = await timed('list', () => list({...world, check: true}))
  expect(shared).toHaveLength(many)
  expect(shared.filter(({online}) => online !== true)).toEqual([])
  expect(await left()).toHaveLength(many)

  const removed = await timed('unshare', () => unshare([], {...world, all: true}))
  expect(removed).toHaveLength(many)
  expect(removed.filter((one) => one.state !== 'removed')).toEqual([])
  expect(await left()).toEqual([])

  // A machine that lost its ledger takes a share down by its address.
  const last = await share('ses_last', {...world, to, yes: true, prepare: prepareVersion('b')})
  await rm(path.join(state, 'shares'), {recursive: true})
  await unshare([last.shareURL ?? ''], {...world, to})
  expect(await left()).toEqual([])
  console.log(`${name}: ${many} shares; ${times.join(', ')}; 0 left`)
}
