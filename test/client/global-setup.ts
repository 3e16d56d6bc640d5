import type {TestProject} from 'vitest/node'
import {installClient, versions} from './install-client.js'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Program of each version of OpenCode. */
    openCode: Record<keyof typeof versions, string>
  }
}

/** Have the real client at hand before anything starts. */
export default async function setup(project: TestProject): Promise<void> {
  project.provide('openCode', {
    latest: await installClient(versions.latest),
    older: await installClient(versions.older),
  })
}
