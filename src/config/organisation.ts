import {lstat} from 'node:fs/promises'
import path from 'node:path'
import * as v from 'valibot'
import {SessionpressError} from '../errors.js'
import type {Excludable} from '../session/selection.js'
import {systemCode} from '../system/error-code.js'
import type {FolderContext} from '../system/xdg-folders.js'
import {type AllowedTarget, readAllowedTargets} from './allowed-target.js'
import {checkObject} from './check-object.js'
import type {Duty} from './duty.js'
import {encryptEntry, whereHistoryStays} from './encrypt-rule.js'
import {organisationFile} from './folders.js'
import {type JsoncFile, readJsonc} from './jsonc-file.js'
import {type RedactLayer, readRedact} from './redact-settings.js'
import {excludeEntry} from './selection-settings.js'

/** What an organisation demands. No project, person or option can loosen it. */
export interface Organisation {
  /** Who switches sharing off. */
  disabled: Duty | undefined
  /** Who demands that shares are encrypted. */
  encrypt: Duty | undefined
  /** Who demands it where a host keeps what was removed. */
  encryptHistory: Duty | undefined
  /** Who demands a finished review; neither `--yes` nor `"confirm": false` stands for one. */
  review: Duty | undefined
  /** Where shares may go: a target must be in every one of these lists. */
  targets: (Duty & {allow: AllowedTarget[]})[]
  exclude: Excludable[]
  redact: RedactLayer[]
}

/** Where no policy speaks. */
export const noOrganisation: Organisation = {
  disabled: undefined,
  encrypt: undefined,
  encryptHistory: undefined,
  review: undefined,
  targets: [],
  exclude: [],
  redact: [],
}

interface OrganisationContext extends FolderContext {
  /** Folder that a relative `SESSIONPRESS_POLICY` starts from. */
  cwd: string
}

const object = v.custom<Record<string, unknown>>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
)

const schema = v.strictObject({
  share: v.exactOptional(v.picklist(['manual', 'disabled'])),
  targets: v.exactOptional(object),
  encrypt: encryptEntry,
  review: v.exactOptional(v.boolean()),
  exclude: excludeEntry,
  redact: v.exactOptional(object),
})

/**
 * Read the policy of the machine, `/etc/sessionpress/policy.json`, and with it
 * the file that `SESSIONPRESS_POLICY` names. The variable only adds: a person
 * could otherwise point it at a file that demands nothing.
 *
 * @throws SessionpressError `CONFIG_INVALID` also when the variable names a file that is not there
 */
export async function readOrganisation(context: OrganisationContext): Promise<Organisation> {
  const {SESSIONPRESS_POLICY: named} = context.env
  const sources = [await readFixed(organisationFile(context))]
  if (named) sources.push(await readNamed(path.resolve(context.cwd, named)))

  const layers = sources
    .filter((source) => source !== undefined)
    .map((source) => ({...checkObject(source, [], schema), source}))
  const who = (key: 'share' | 'encrypt' | 'review', demanded: unknown): Duty | undefined => {
    const layer = layers.find((layer) => layer[key] === demanded)
    return layer && {file: layer.source.file, key}
  }
  return {
    disabled: who('share', 'disabled'),
    encrypt: who('encrypt', true),
    encryptHistory: who('encrypt', whereHistoryStays),
    review: who('review', true),
    targets: layers.flatMap(({source, targets}) => {
      const allow = targets && readAllowedTargets(source, context)
      return allow ? [{file: source.file, key: 'targets.allow', allow}] : []
    }),
    exclude: layers.flatMap(({exclude}) => exclude ?? []),
    redact: layers.map(({source}) => readRedact(source, true)),
  }
}

/** A link that leads nowhere is a policy that got lost, and no leave to do without. */
async function readFixed(file: string): Promise<JsoncFile | undefined> {
  const source = await readJsonc(file)
  if (source) return source
  try {
    await lstat(file)
  } catch (error) {
    const code = systemCode(error)
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined
    throw error
  }
  throw missing(file, 'it is a link that leads nowhere')
}

async function readNamed(file: string): Promise<JsoncFile> {
  const source = await readJsonc(file)
  if (source) return source
  throw missing(file, '`SESSIONPRESS_POLICY` names it, and there is no such file')
}

function missing(file: string, why: string): SessionpressError {
  return new SessionpressError('CONFIG_INVALID', `Cannot read \`${file}\`: ${why}.`, {
    hint: 'Ask who looks after this machine for the policy.',
  })
}
