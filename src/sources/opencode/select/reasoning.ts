import type {Exclusion} from './exclusion.js'

/** What models thought. */
export const reasoning: Exclusion = {
  part(part, around) {
    const isThought = typeof part.type === 'string' && /reason|think|thought/i.test(part.type)
    if (!isThought) return part
    around.say('reasoning')
    around.count('reasoning')
    return undefined
  },
}
