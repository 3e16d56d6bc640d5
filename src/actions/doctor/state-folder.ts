import type {Ledger} from '../../ledger/ledger.js'
import {findRemains} from '../../ledger/remains.js'
import {findOpenEntries} from '../../ledger/rights.js'
import {readShareID} from '../find-shares.js'
import {type Found, foundFrom} from './found.js'

/** Look at the ledger: its folder and the rights to it, its key, its records, its log. */
export async function checkStateFolder(ledger: Ledger): Promise<Found[]> {
  const {folder} = ledger
  const found: Found[] = []
  const look = async (about: Omit<Found, 'message' | 'hint'>, doLook: () => Promise<Found[]>) => {
    try {
      found.push(...(await doLook()))
    } catch (error) {
      found.push(foundFrom(error, about))
    }
  }
  await look({kind: 'state-folder'}, async () => {
    await ledger.expectUsable()
    return []
  })
  // Where there is no folder, nothing in it can be wrong.
  if (found.length > 0) return found
  if (folder !== undefined) await look({kind: 'rights'}, () => checkRights(folder))
  await look({kind: 'key'}, async () => {
    await ledger.key()
    return []
  })
  await look({kind: 'record'}, async () => {
    const {damaged} = await ledger.list()
    return damaged.map((error) => ({
      ...foundFrom(error, {kind: 'record'}),
      ...shareOf(error.message),
    }))
  })
  await look({kind: 'audit'}, () => checkAudit(ledger))
  return found
}

/** Locks and drafts that killed runs left. Look when what they were at is mended. */
export async function checkRemains(ledger: Ledger): Promise<Found[]> {
  try {
    return (await findRemains(ledger)).map(({type, file, clear}) => ({
      kind: type,
      message:
        type === 'lock'
          ? `The process that made \`${file}\` has ended.`
          : `\`${file}\` was left by a run that was cut short.`,
      async mend() {
        await clear()
        return 'It is removed.'
      },
    }))
  } catch (error) {
    return [foundFrom(error, {kind: 'state-folder'})]
  }
}

async function checkRights(folder: string): Promise<Found[]> {
  return (await findOpenEntries(folder)).map((entry) => ({
    kind: 'rights',
    message: `Others on this machine have rights to \`${entry.path}\`.`,
    async mend() {
      await entry.close()
      return 'Only you have now.'
    },
  }))
}

async function checkAudit({audit}: Ledger): Promise<Found[]> {
  const broken = await audit.verify()
  if (!broken) return []
  return [
    {
      kind: 'audit',
      message: `The audit log \`${audit.location}\` is not as it was written: line ${broken.line}, ${broken.why}.`,
      hint: 'Compare it with a copy; to begin a new one, move it away and keep it.',
    },
  ]
}

/** The message names the file, and the file is named by the share. */
function shareOf(message: string): {shareID?: string} {
  const shareID = readShareID(/[^/\\`]*\.json/.exec(message)?.[0] ?? '')
  return shareID === undefined ? {} : {shareID}
}
