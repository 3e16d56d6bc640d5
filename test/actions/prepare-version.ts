import {openJudge} from '../../src/actions/judge.js'
import type {Prepared, PrepareOptions} from '../../src/actions/prepare.js'
import {type ShareOptions, shareWith} from '../../src/actions/share.js'
import {resolveSurroundings} from '../../src/actions/surroundings.js'
import {readConfiguration} from '../../src/config/configuration.js'
import {readProjectDuties, tighten} from '../../src/config/project-duties.js'
import type {Bundle} from '../../src/session/bundle.js'
import {targetSchemas} from '../../src/targets/registry.js'
import {emptySession} from '../support/empty-session.js'
import {contentOf, versionOf} from '../targets/bundles.js'

/** In place of `prepare`: a small bundle of one version, named after its share. */
export function prepareVersion(version: string, change: Partial<Prepared> = {}) {
  return async (session: string | undefined, options: PrepareOptions): Promise<Prepared> => {
    const sessionID = session ?? 'ses_newest'
    const {shareID} = options
    const id = typeof shareID === 'function' ? await shareID(sessionID) : (shareID ?? 'local')
    const pages = {[`page-${version.padEnd(16, '0')}.html`]: version}
    // The share's id is on the page, as it is on a real one.
    const page = contentOf(`<!doctype html>${version} ${id}`)
    const bundle: Bundle = new Map([...versionOf(version, pages), ['index.html', page]])
    const surroundings = resolveSurroundings(options.surroundings)
    const here =
      options.configuration ?? (await readConfiguration({...surroundings, targetSchemas}))
    const folders = change.directory === undefined ? [] : [change.directory]
    const configuration = tighten(here, await readProjectDuties(folders, surroundings))
    const judge = options.judge ?? openJudge({surroundings})
    return {
      sessionID,
      title: `Title ${version}`,
      session: emptySession(sessionID),
      folders: [],
      directory: undefined,
      bundle,
      cache: undefined,
      ...{details: [], known: [], configuration},
      judgement: await judge(sessionID, configuration),
      placeOf: () => ({sessionID, what: 'title', field: ''}),
      findings: [{rule: 'github-token', number: 1, count: 2}],
      counts: {messages: 1, toolCalls: 0, files: 0, images: 0, subagents: 0},
      dispose: async () => {},
      ...change,
    }
  }
}

/** `share` of a small bundle: what follows the rendering is what these tests are about. */
export function share(
  session: string | undefined,
  {prepare, ...options}: ShareOptions & {prepare: ReturnType<typeof prepareVersion>},
) {
  return shareWith(prepare, session, options)
}
