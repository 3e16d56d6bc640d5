import {createHash} from 'node:crypto'
import path from 'node:path'
import {crc32, deflateSync} from 'node:zlib'
import fs from 'fs-extra'

/** Prompts of the long session. */
export const longTurns = 400

/** Write a session that takes several pages, with a picture and a document that lie beside them. */
export async function writeLongSession(folder: string): Promise<string> {
  const file = path.join(folder, 'long.json')
  const turns = Array.from({length: longTurns}, (_, index) => turn(index + 1))
  await fs.writeJson(file, {info, messages: turns.flat()})
  return file
}

const sessionID = 'ses_dfd2e80e2ffep3wJoxR4long00'
const started = 1_795_343_614_048
const model = {providerID: 'acme', modelID: 'acme-coder-large'}
const info = {
  id: sessionID,
  title: 'A long talk about clocks',
  directory: '/home/dev/clocks',
  version: '1.2.0',
  time: {created: started, updated: started + longTurns * 1000},
}

function turn(number: number) {
  const time = {created: started + number * 1000, completed: started + number * 1000 + 500}
  const user = `msg_user${number}`
  const assistant = `msg_zanswer${number}`
  const of = (messageID: string, part: object, index = 0) => ({
    ...part,
    id: `prt_${messageID}_${index}`,
    sessionID,
    messageID,
  })
  const prompt = {type: 'text', text: `Prompt ${number} about clockwork`}
  const files = number === 2 ? [picture(), document()] : []
  return [
    {
      info: {
        id: user,
        sessionID,
        role: 'user',
        agent: 'build',
        model,
        time: {created: time.created},
      },
      parts: [prompt, ...files].map((part, index) => of(user, part, index)),
    },
    {
      info: {
        id: assistant,
        sessionID,
        role: 'assistant',
        parentID: user,
        ...model,
        agent: 'build',
        time,
      },
      parts: [of(assistant, {type: 'text', text: answer(number)})],
    },
  ]
}

/** Many small elements, and one word that stands nowhere else. */
function answer(number: number): string {
  const lines = Array.from(
    {length: 40},
    (_, index) =>
      `- The \`wheel${index}\` of **clock ${number}** turns with \`gear${(index * 7) % 40}\`.`,
  )
  return [`The escapement${number}x ticks.`, '', ...lines].join('\n')
}

/** A picture that is too big to stand in the page. */
function picture() {
  const size = 400
  const row = (index: number) =>
    // Noise, which does not get smaller.
    createHash('shake256', {outputLength: 3 * size})
      .update(`${index}`)
      .digest()
  const rows = Array.from({length: size}, (_, index) =>
    Buffer.concat([Buffer.alloc(1), row(index)]),
  )
  const head = Buffer.alloc(13)
  head.writeUInt32BE(size, 0)
  head.writeUInt32BE(size, 4)
  head.set([8, 2], 8)
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  const chunks = [
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.concat(rows))),
    chunk('IEND', Buffer.alloc(0)),
  ]
  return file('dial.png', 'image/png', Buffer.concat([signature, ...chunks]))
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const frame = Buffer.alloc(8)
  frame.writeUInt32BE(data.length, 0)
  frame.writeUInt32BE(crc32(body), 4)
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)])
}

function document() {
  return file(
    'plan.pdf',
    'application/pdf',
    Buffer.from('%PDF-1.4\n% a plan of the clock\n%%EOF\n'),
  )
}

function file(filename: string, mime: string, bytes: Buffer) {
  return {type: 'file', filename, mime, url: `data:${mime};base64,${bytes.toString('base64')}`}
}
