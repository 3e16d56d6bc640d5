import path from 'node:path'
import {Ajv, type ValidateFunction} from 'ajv'
import fs from 'fs-extra'
import {root} from './case.js'

/** Shapes that the real server of OpenCode 1.18.33 describes at `GET /doc`. */
const recorded = await fs.readJson(path.join(root, 'fixtures/protocol/opencode-1.18.33.json'))
const ajv = new Ajv({strict: false, allErrors: true, schemas: {'openapi.json': recorded}})
const validators = new Map<string, ValidateFunction>()

/** What a value of one of the server's schemas would be refused for. */
export function refusals(schema: string, value: unknown): string[] {
  const validate =
    validators.get(schema) ?? ajv.compile({$ref: `openapi.json#/components/schemas/${schema}`})
  validators.set(schema, validate)
  validate(value)
  return (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`)
}

/** What the client would refuse a document of 1.x for. It has no import for those of 2.x yet. */
export function refusalsOf(
  {info, messages}: {info: unknown; messages: readonly {info?: unknown; parts?: unknown}[]},
  format: string,
): string[] {
  if (format === 'opencode-2') return []
  return [
    ...refusals('Session', info),
    ...messages.flatMap((message) => [
      ...refusals('Message', message.info),
      ...(Array.isArray(message.parts) ? message.parts : []).flatMap((part) =>
        refusals('Part', part),
      ),
    ]),
  ]
}
