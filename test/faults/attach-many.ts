import path from 'node:path'
import fs from 'fs-extra'

/** A session with as many documents, each a file of its own beside the page. */
export async function attachMany(file: string, count: number): Promise<void> {
  const {info, messages} = await fs.readJson(path.join(path.dirname(file), 'old.json'))
  const [text] = messages[0].parts
  const documents = Array.from({length: count}, (_, number) => {
    const data = Buffer.from(`%PDF-1.1 ${number}`).toString('base64')
    const url = `data:application/pdf;base64,${data}`
    return {
      ...text,
      id: `prt_${number}`,
      type: 'file',
      mime: 'application/pdf',
      text: undefined,
      url,
    }
  })
  messages[0].parts = [text, ...documents]
  await fs.writeJson(file, {info, messages})
}
