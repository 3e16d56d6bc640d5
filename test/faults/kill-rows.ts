import {expect} from 'vitest'
import {inParallel} from '../../src/system/in-parallel.js'
import {checkConverges, checkGone, checkPlace, complete} from './check.js'
import {killAtRandom, spread} from './kill-at-random.js'
import {type Lab, type MakePlace, shareCall, unshareCall, withLab} from './lab.js'
import {faultRuns, row, tryOften} from './row.js'
import {versionsAt} from './versions.js'

interface KillRowsOptions {
  target: string
  makePlace: MakePlace
  /** Number of the row of kills in a publication. */
  publishRow: 1 | 2
}

/** A call that is killed, and what is shared before it. */
interface Task {
  call: readonly string[]
  before: 'old' | undefined
}

const first: Task = {call: shareCall('new'), before: undefined}
const update: Task = {call: shareCall('new'), before: 'old'}
const removal: Task = {call: unshareCall, before: 'old'}

/** The rows of kill -9 at random moments, for one target. */
export function killRows({target, makePlace, publishRow}: KillRowsOptions): void {
  const versions = versionsAt(() => makePlace)

  row({row: publishRow, target, sort: 'first shares and updates'}, async (attempt) => {
    const tasks = Array.from({length: faultRuns}, (_, index) => (index % 2 ? update : first))
    await killOften(tasks, async (kill, index, task) => {
      await attempt(`publication ${index}`, () =>
        withLab(makePlace, async (lab) => {
          await prepare(lab, task)
          await kill(lab)
          const visible = await checkPlace(lab, versions)
          if (task.before) expect(visible, 'an update is never seen as a gap').toHaveLength(1)
          await checkConverges(lab, versions)
        }),
      )
    })
  })

  row({row: 3, target}, async (attempt) => {
    const tasks = Array.from({length: faultRuns}, () => removal)
    await killOften(tasks, async (kill, index, task) => {
      await attempt(`removal ${index}`, () =>
        withLab(makePlace, async (lab) => {
          await prepare(lab, task)
          await kill(lab)
          await checkPlace(lab, versions)
          const [record] = await lab.records()
          if (record?.state !== 'removed') await complete(lab, unshareCall)
          await checkGone(lab)
        }),
      )
    })
  })

  /** Kill each task once, the moments spread over the phase that runs without a kill take. */
  async function killOften(
    tasks: readonly Task[],
    tryOne: (kill: (lab: Lab) => Promise<void>, index: number, task: Task) => Promise<void>,
  ): Promise<void> {
    const phases = new Map<Task, number>()
    for (const task of new Set(tasks)) phases.set(task, await learnPhase(task, makePlace))
    const moments = new Map(
      [...phases].map(([task, phase]) => [
        task,
        spread(phase, tasks.filter((each) => each === task).length),
      ]),
    )
    const counters = {killed: 0}
    await tryOften(
      tasks.map((task) => ({task, after: moments.get(task)?.pop() ?? 0})),
      async ({task, after}, index) => {
        await tryOne(
          async (lab) => {
            const {wasKilled} = await killAtRandom(lab, task.call, {after})
            counters.killed += Number(wasKilled)
          },
          index,
          task,
        )
      },
    )
    expect(counters.killed, 'most were killed before they ended').toBeGreaterThan(tasks.length / 2)
  }
}

async function prepare(lab: Lab, {before}: Task): Promise<void> {
  if (before) await lab.share(before)
}

/** Median of four runs at once, as they will be run. */
async function learnPhase(task: Task, makePlace: MakePlace): Promise<number> {
  const phases = await inParallel([1, 2, 3, 4], 4, () =>
    withLab(makePlace, async (lab) => {
      await prepare(lab, task)
      return (await killAtRandom(lab, task.call, {})).phase
    }),
  )
  return phases.sort((one, other) => one - other)[1] ?? 0
}
