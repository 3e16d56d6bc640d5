import path from 'node:path'
import process from 'node:process'
import fs from 'fs-extra'
import {readSession} from './collect.mjs'
import {countWork} from './count-work.mjs'
import {measureOutput} from './measure-output.mjs'
import {exportOnce, parseOnce, runCommand} from './run-command.mjs'
import {runProgram} from './run-program.mjs'
import {withWorld} from './world.mjs'

/** What comes to a session that was shared before. */
const more = 5

/** Bytes of JSON up to which everything is run three times: a session of 1,000 entries has 4 MB. */
const small = 6e6

/**
 * What a session costs from the command line, step by step: the median of the
 * runs, each in a world of its own.
 *
 * @param bundle Folder in which the exported bundle is left.
 */
export async function measureSession(session, bundle, {runs, without, program}) {
  const times = runs ?? (session.json <= small ? 3 : 1)
  const folder = path.dirname(bundle)
  const tell = (step) => process.stderr.write(`${session.name}: ${step}\n`)

  tell('parsing')
  const {cpu, wall} = medianOf(await repeat(times, () => parseOnce(session.file)))
  const steps = [await measureExport()]
  if (!without.has('growing') && session.messages > 2 * more) steps.push(await measureGrowing())
  const others = []
  for (const one of program) others.push(await measureProgram(one))
  return {parse: {cpu, wall}, rows: [...steps.flat(), ...others]}

  async function measureExport() {
    tell('export')
    const pairs = await repeat(times, () =>
      withWorld(folder, async (world) => {
        await fs.remove(bundle)
        const cold = exportOnce(session.file, bundle, world)
        if (without.has('warm')) return {cold}
        await fs.remove(bundle)
        return {cold, warm: exportOnce(session.file, bundle, world)}
      }),
    )
    const {sizes: _, ...output} = await measureOutput(bundle)
    const [work, again] = await countTwice()
    const cold = {step: 'export', ...medianOf(pairs.map((pair) => pair.cold)), ...output, work}
    if (without.has('warm')) return [cold]
    const warm = beside('export again', cold, medianOf(pairs.map((pair) => pair.warm)))
    return [cold, {...warm, work: again}]
  }

  /** What a cold export takes and a warm one; of long sessions nothing is counted. */
  async function countTwice() {
    if (session.json > small) return []
    return await withWorld(folder, async (world) => {
      const output = path.join(folder, 'counted')
      const works = []
      for (const _ of ['cold', 'warm']) {
        await fs.remove(output)
        works.push(countWork(session.file, output, world))
      }
      await fs.remove(output)
      return works
    })
  }

  async function measureGrowing() {
    tell(`share, and again with ${more} messages more`)
    const whole = readSession(session.file)
    const earlier = path.join(folder, 'earlier.json')
    await fs.outputJson(earlier, {...whole, messages: whole.messages.slice(0, -more)})
    const pairs = await repeat(times, () =>
      withWorld(folder, (world) => {
        const share = (file) =>
          runCommand(['share', file, '--to', './public', '--yes', '--quiet'], world)
        return {cold: share(earlier), grown: share(session.file)}
      }),
    )
    const cold = {step: 'share', ...medianOf(pairs.map((pair) => pair.cold))}
    const grown = medianOf(pairs.map((pair) => pair.grown))
    return [cold, beside(`share, ${more} more`, cold, grown)]
  }

  async function measureProgram({name, line}) {
    tell(name)
    const output = path.join(folder, 'output')
    const places = {input: session.file, output, folder: session.folder}
    const costs = await repeat(times, () =>
      withWorld(folder, async (world) => {
        await fs.remove(output)
        return await runProgram(line, places, world)
      }),
    )
    const {sizes: _, ...sizes} = await measureOutput(output)
    return {step: name, ...medianOf(costs), ...sizes}
  }
}

/** A step and how much of another one it costs. */
function beside(step, cold, cost) {
  return {step, ...cost, part: {cpu: cost.cpu / cold.cpu, wall: cost.wall / cold.wall}}
}

async function repeat(times, action) {
  const results = []
  while (results.length < times) results.push(await action())
  return results
}

/** The median of each number, and of how many runs it is. */
function medianOf(costs) {
  const middle = (key) =>
    costs.map((cost) => cost[key]).toSorted((a, b) => a - b)[Math.floor(costs.length / 2)]
  return {
    runs: costs.length,
    wall: middle('wall'),
    cpu: middle('cpu'),
    memory: middle('memory'),
  }
}
