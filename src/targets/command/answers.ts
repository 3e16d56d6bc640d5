import * as v from 'valibot'

/** Version of what is said to a program; `docs/command-target.md` describes it. */
export const protocolVersion = 1

const file = v.object({
  path: v.string(),
  size: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
})

/** What a program answers when it did what it was asked for. Unknown fields are let be. */
export const answers = {
  publish: v.object({}),
  remove: v.object({notes: v.optional(v.array(v.string()), [])}),
  inspect: v.object({
    isReachable: v.optional(v.boolean(), true),
    shares: v.array(v.object({path: v.string(), files: v.array(file)})),
  }),
  find: v.object({files: v.nullable(v.array(file))}),
  list: v.object({paths: v.array(v.string())}),
  check: v.object({
    results: v.array(
      v.object({
        level: v.picklist(['good', 'warning', 'bad']),
        message: v.string(),
        hint: v.exactOptional(v.string()),
      }),
    ),
  }),
} as const

export type Action = keyof typeof answers
export type Answer<Of extends Action> = v.InferOutput<(typeof answers)[Of]>

/** What every answer says first. */
export const verdict = v.variant('ok', [
  v.object({ok: v.literal(true)}),
  v.object({
    ok: v.literal(false),
    code: v.picklist(['denied', 'unavailable', 'full', 'taken']),
    message: v.string(),
    hint: v.exactOptional(v.string()),
  }),
])
