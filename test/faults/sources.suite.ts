import {type ChildProcess, spawn} from 'node:child_process'
import {once} from 'node:events'
import path from 'node:path'
import process from 'node:process'
import fs from 'fs-extra'
import {expect} from 'vitest'
import {run} from '../commands/run-command.js'
import {checkFailure} from './check.js'
import {folderPlace, type Lab, withLab} from './lab.js'
import {faultRuns, row} from './row.js'

const recorded = path.resolve(import.meta.dirname, '../../fixtures/sources/opencode.db')
const writerScript = path.resolve(import.meta.dirname, '../sources/writer.mjs')
const costScript = path.resolve(import.meta.dirname, 'cost.mjs')
const written = 'ses_dfd2c09e4ffeUbaWKtrZe5LUmj'

row({row: 29, target: 'locked'}, (attempt) =>
  attempt('a program that shuts everybody out', () =>
    withStore('exclusive', async (lab, call) => {
      checkFailure(await lab.run(call), 1)
      expect(await lab.place.names()).toEqual([])
      expect(await lab.records()).toEqual([])
    }),
  ),
)

row({row: 29, target: 'written to'}, async (attempt) => {
  const counts = new Set<string>()
  for (let run = 0; run < Math.ceil(faultRuns / 4); run++) {
    await attempt(`share ${run}`, () =>
      withStore('always', async (lab, call) => {
        counts.add(await checkMoment(lab, call))
        counts.add(await checkMoment(lab, call))
      }),
    )
  }
  expect(counts.size, 'the session grew meanwhile').toBeGreaterThan(1)
})

row({row: 29, target: 'writer killed'}, async (attempt) => {
  for (let run = 0; run < Math.ceil(faultRuns / 4); run++) {
    await attempt(`kill ${run}`, () =>
      withStore('always', async (lab, call, writer) => {
        const ended = once(writer, 'exit')
        writer.kill('SIGKILL')
        await ended
        await checkMoment(lab, call)
      }),
    )
  }
})

/** Of each sort of hostile session one that does not take long; `bench:hostile` measures them all. */
const hostile = [
  'pathological texts',
  'deep and wide values',
  'an output of 20 MB',
  '10,000 parts',
  'a list of files in one line',
]

/** Most that one may cost: seconds of the processor, since others may work on this machine, and bytes. */
const limit = {seconds: 60, memory: 1.5e9}

row({row: 30, target: 'export'}, async (attempt) => {
  for (const name of hostile) {
    await attempt(name, () =>
      withLab(folderPlace, async ({machine}) => {
        const output = path.join(machine.root, 'out')
        const call = [costScript, name, path.join(machine.root, 'hostile.json'), output]
        const {status, stdout, stderr} = await run(process.execPath, call, {})
        expect(status, stderr).toBe(0)
        const {cpu, memory} = JSON.parse(stdout)
        expect(cpu / 1000).toBeLessThan(limit.seconds)
        expect(memory).toBeLessThan(limit.memory)
        expect(await fs.pathExists(path.join(output, 'index.html'))).toBe(true)
      }),
    )
  }
})

/** Share while the store is written to: title, and number of messages, must be of one moment. */
async function checkMoment(lab: Lab, call: string[]): Promise<string> {
  const ended = await lab.run(call)
  expect(ended, ended.stderr).toMatchObject({status: 0})
  const [id] = await lab.place.names()
  const files = await lab.place.read(String(id))
  const {info, messages} = JSON.parse(String(files.get('session.json')))
  expect(info.title).toMatch(/^fresh \d+$/)
  expect(JSON.stringify(messages.at(-1))).toContain(info.title)
  return info.title
}

/** Do something while another program has the store open. */
async function withStore(
  mode: string,
  act: (lab: Lab, call: string[], writer: ChildProcess) => Promise<void>,
): Promise<void> {
  await withLab(folderPlace, async (lab) => {
    const file = path.join(lab.machine.root, 'opencode.db')
    await fs.copy(recorded, file)
    const writer = spawn(process.execPath, [writerScript, file, mode], {
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    try {
      await once(writer.stdout, 'data')
      await act(lab, ['share', written, '--source', file, '--to', 'there', '--yes'], writer)
    } finally {
      writer.kill('SIGKILL')
    }
  })
}
