import path from 'node:path'
import fs from 'fs-extra'
import {fake} from '../../src/redact/fake.js'
import type {JsonObject} from '../../src/session/json.js'
import {createWorld} from './run-command.js'

/** Words that a rule is unsure of, behind a name that says that they are secret. */
export const guess = 'only-fake-for-tests-of-review'
/** A token that a rule is sure of. */
export const token = `ghp_${fake('alphanumeric', 36)}`

// One pixel.
const png =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

/** A session whose calls are given: each a name of a tool and its output. */
export function sessionOf(
  calls: readonly (readonly [tool: string, output: string])[],
  {title = 'A review', id = 'ses_review', pictures = 0, children = [] as JsonObject[]} = {},
): JsonObject {
  const time = {created: 1_700_000_000_000, completed: 1_700_000_001_000}
  const picture = {type: 'file', mime: 'image/png', filename: 'shot.png'}
  return {
    info: {id, title, directory: '/srv', version: '1.0.0', time: {...time, updated: 2}},
    messages: [
      {
        info: {id: 'msg_u', sessionID: id, role: 'user', agent: 'build', time},
        parts: [
          {id: 'prt_0', type: 'text', text: 'Look around'},
          ...Array.from({length: pictures}, (_, at) => ({
            ...picture,
            ...{id: `prt_p${at}`, url: `data:image/png;base64,${png}`},
          })),
        ],
      },
      {
        info: {id: 'msg_a', sessionID: id, role: 'assistant', parentID: 'msg_u', time},
        parts: calls.map(([tool, output], at) => ({
          ...{id: `prt_c${at}`, type: 'tool', tool, callID: `call_${at}`},
          state: {
            status: 'completed',
            input: {at},
            output,
            title: '',
            metadata: {},
            time: {start: 1, end: 2},
          },
        })),
      },
    ],
    ...(children.length > 0 && {children}),
  }
}

/** A machine with a session in its project, and where the command keeps things there. */
export async function createReviewWorld(session: JsonObject) {
  const world = await createWorld()
  const file = path.join(world.project, 'session.json')
  await fs.writeJson(file, session)
  return {
    ...world,
    file,
    state: path.join(world.home, '.local/state/sessionpress'),
    config: path.join(world.home, '.config/sessionpress/config.json'),
    temporary: String(world.env.TMPDIR),
  }
}

/** Every text in a folder, joined. */
export async function textsIn(folder: string): Promise<string> {
  const names = (await fs.pathExists(folder)) ? await fs.readdir(folder, {recursive: true}) : []
  const texts = names.map(async (name) => {
    const file = path.join(folder, String(name))
    return (await fs.stat(file)).isFile() ? await fs.readFile(file, 'utf8') : ''
  })
  return (await Promise.all(texts)).join('\n')
}
