import * as v from 'valibot'

const texts = v.exactOptional(v.array(v.string()))
const number = v.exactOptional(v.number())

/** Schema of `Choice` as it lies in a record. Kinds that only a later version knows are no damage. */
export const choiceSchema = v.object({
  title: v.exactOptional(v.string()),
  embed: v.exactOptional(v.string()),
  linkPreview: v.exactOptional(v.boolean()),
  exclude: texts,
  toolOutputLines: number,
  fromTurn: number,
  toTurn: number,
  dropTurns: v.exactOptional(v.array(v.number())),
  dropBlocks: texts,
})

/** What a person wanted to be seen of a session, where that is not all of it. */
export type Choice = v.InferOutput<typeof choiceSchema>

/** The choice that is in the options of a share; `undefined` where all of the session goes out. */
export function choiceIn(options: {readonly [Key in keyof Choice]?: unknown}): Choice | undefined {
  const names = Object.keys(choiceSchema.entries) as (keyof Choice)[] // They are its own.
  const made = names
    .map((name) => [name, options[name]] as const)
    .filter(([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0))
  return made.length === 0 ? undefined : v.parse(choiceSchema, Object.fromEntries(made))
}
