import type {NewTarget, ProjectFile} from '../../config/add-target.js'
import {type TargetQuestions, targetQuestions} from '../../config/target-questions.js'
import {SessionpressError} from '../../errors.js'
import type {Surroundings} from '../types.js'
import {checkName, initTypes, refuseOption} from './check-answers.js'
import {proposeOptions} from './propose-options.js'

/** What a person may be asked, and what is known already. */
export interface InitWanted {
  /** What was given, which nobody asks for again. */
  given: Partial<NewTarget>
  /** Types to choose from, with what each asks. */
  types: ReadonlyMap<string, TargetQuestions>
  /** Whether the file is new, so that it has nothing to say of encryption yet. */
  isNew: boolean
  /** Likely answers for a type, by key. */
  propose(type: string): Promise<Record<string, string>>
  /** What is wrong with an answer; `undefined` where nothing is. */
  refuse(type: string, key: string, value: unknown): string | undefined
  /** The same for a name. */
  refuseName(name: string): string | undefined
}

/** A target as a person described it. */
export type InitAnswers = NewTarget

/** What is left to ask for a new target, and how answers are judged. */
export function describeWanted(
  given: {[Key in keyof NewTarget]?: NewTarget[Key] | undefined},
  {names, source}: ProjectFile,
  surroundings: Surroundings,
): InitWanted {
  const known = Object.entries(given).filter(([, value]) => value !== undefined)
  const types = initTypes.flatMap((type) => {
    const questions = targetQuestions[type]
    return questions ? [[type, questions] as const] : []
  })
  return {
    // Only what has no value is gone.
    given: Object.fromEntries(known) as Partial<NewTarget>,
    types: new Map(types),
    isNew: source === undefined,
    propose: (type) => proposeOptions(type, surroundings),
    refuse: refuseOption,
    refuseName(name) {
      if (names.includes(name)) return `There is a target \`${name}\` already`
      try {
        checkName(name)
        return undefined
      } catch (error) {
        if (error instanceof SessionpressError) return error.message
        throw error
      }
    },
  }
}
