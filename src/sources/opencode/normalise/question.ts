import type {Json, JsonObject} from '../../../session/json.js'
import {arrayOf, objectOf, stringOf, textOf} from '../../../session/json.js'
import type {Question} from '../../../session/model.js'
import {optional} from './optional.js'

/** Questions with what was chosen: answers come in the order of the questions (reference 1.8). */
export function questions(asked: readonly JsonObject[], answers: readonly Json[]): Question[] {
  return asked.map((item, index) => question(item, arrayOf(answers[index])))
}

function question(item: JsonObject, answers: readonly Json[]): Question {
  const chosen = answers.flatMap((answer) => stringOf(answer) ?? [])
  const options = arrayOf(item.options).map(objectOf)
  const labels = new Set(options.map((option) => stringOf(option.label)))
  return {
    ...optional('header', textOf(item.header)),
    question: stringOf(item.question) ?? '',
    options: options.map((option) => ({
      label: stringOf(option.label) ?? '',
      ...optional('description', textOf(option.description)),
      isChosen: chosen.includes(stringOf(option.label) ?? ''),
    })),
    own: chosen.filter((answer) => !labels.has(answer)),
    isMultiple: item.multiple === true,
  }
}
