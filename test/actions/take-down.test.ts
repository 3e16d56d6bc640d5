import {expect, it} from 'vitest'
import {resolveSurroundings} from '../../src/actions/surroundings.js'
import {askingOnce, takeDown} from '../../src/actions/take-down.js'
import {openLedger} from '../../src/ledger/ledger.js'
import {directory} from '../../src/targets/directory.js'
import {recordOf} from '../ledger/records.js'
import {makeWorld} from './world.js'

it('keeps nothing that a client sent for a share, however early a removal is cut short', async () => {
  const {state, publicFolder, options} = await makeWorld()
  const onStep = (step: string) => {
    if (step === 'record removed') throw new Error('killed')
  }
  const ledger = openLedger(state, {onStep})
  const record = recordOf({keptBy: 'serve'})
  const sent = `serve/${record.shareID}/items/000000001.json`
  await ledger.shelf.write(sent, Buffer.from('{}'))
  expect(await ledger.shelf.list('serve/')).toEqual([sent])

  const surroundings = resolveSurroundings(options.surroundings)
  const asking = askingOnce({surroundings, onWarning: options.onWarning})
  const target = directory({path: publicFolder})
  const end = (await takeDown([record], ledger, {...asking, target})).get(record.shareID)
  expect(end?.status).toBe('rejected')
  expect((await ledger.read(record.shareID))?.state).toBe('removing')
  expect(await ledger.shelf.list('serve/')).toEqual([])
})
