import path from 'node:path'
import fs from 'fs-extra'
import type {Exported} from './world.js'

/** Lays sessions out as OpenCode 0.6 to 1.1 kept them (reference 2.3). */
export function laterTree(folder: string, sessions: Exported[]): void {
  const storage = path.join(folder, 'storage')
  for (const {info, messages} of sessions) {
    const id = String(info.id)
    fs.outputJsonSync(path.join(storage, 'session', String(info.projectID), `${id}.json`), info)
    for (const message of messages) {
      const name = String(message.info.id)
      fs.outputJsonSync(path.join(storage, 'message', id, `${name}.json`), message.info)
      for (const part of message.parts) {
        fs.outputJsonSync(path.join(storage, 'part', name, `${part.id}.json`), part)
      }
    }
  }
}

/** Lays sessions out as the clients before 0.6 kept them. */
export function oldestTree(folder: string, sessions: Exported[]): void {
  const root = path.join(folder, 'project', 'home-dev-acme-shop', 'storage', 'session')
  for (const {info, messages} of sessions) {
    const id = String(info.id)
    fs.outputJsonSync(path.join(root, 'info', `${id}.json`), info)
    for (const message of messages) {
      const name = String(message.info.id)
      fs.outputJsonSync(path.join(root, 'message', id, `${name}.json`), message.info)
      for (const part of message.parts) {
        fs.outputJsonSync(path.join(root, 'part', id, name, `${part.id}.json`), part)
      }
    }
  }
}
