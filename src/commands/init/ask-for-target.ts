import process from 'node:process'
import type {InitAnswers, InitWanted, TargetQuestion} from '../../index.js'
import {ask} from '../ask.js'
import {readProgram} from './target-options.js'

/** Ask a person to describe a target: its type, what that type needs, a name. Only on a terminal. */
export async function askForTarget(wanted: InitWanted): Promise<InitAnswers> {
  const {given, isNew} = wanted
  const type = given.type ?? (await askForType(wanted))
  const options = await askForOptions(type, wanted)
  const name = given.name ?? (await askForName(type, wanted))
  const share = given.share ?? (isNew ? await askForMode() : undefined)
  const encrypt = given.encrypt ?? (isNew ? await askForEncryption() : undefined)
  return {
    type,
    name,
    options,
    ...(share !== undefined && {share}),
    ...(encrypt !== undefined && {encrypt}),
  }
}

async function askForType({types}: InitWanted): Promise<string> {
  return await ask(({select}) =>
    select({
      message: 'Where shall sessions of this project be published?',
      options: [...types].map(([value, {describe}]) => ({value, label: `${value}: ${describe}`})),
      output: process.stderr,
    }),
  )
}

async function askForOptions(type: string, wanted: InitWanted): Promise<Record<string, unknown>> {
  const options: Record<string, unknown> = {...wanted.given.options}
  const proposed = await wanted.propose(type)
  for (const question of wanted.types.get(type)?.questions ?? []) {
    const {key, question: message} = question
    if (message === undefined || key in options) continue
    const answer = await askForOption(message, question, proposed[key], (value) =>
      wanted.refuse(type, key, value),
    )
    if (answer !== undefined) options[key] = answer
  }
  return options
}

async function askForOption(
  message: string,
  {isRequired, example, kind}: TargetQuestion,
  proposed: string | undefined,
  refuse: (value: unknown) => string | undefined,
): Promise<unknown> {
  const read = (typed: string) => (kind === 'list' ? readProgram(typed) : typed)
  const answer = await ask(({text}) =>
    text({
      message: isRequired ? message : `${message} (Enter for none)`,
      placeholder: example,
      ...(proposed !== undefined && {initialValue: proposed}),
      validate: (typed = '') => {
        if (typed.trim() === '') return isRequired ? 'Something is needed here' : undefined
        return refuse(
          kind === 'list' && typed.trim().startsWith('[') ? [typed] : read(typed.trim()),
        )
      },
      output: process.stderr,
    }),
  )
  const typed = (answer ?? '').trim()
  return typed === '' ? undefined : read(typed)
}

async function askForName(type: string, {refuseName}: InitWanted): Promise<string> {
  const isFree = refuseName(type) === undefined
  const answer = await ask(({text}) =>
    text({
      message: 'What shall this target be called?',
      placeholder: 'site',
      ...(isFree && {initialValue: type}),
      validate: (typed = '') => refuseName(typed.trim()),
      output: process.stderr,
    }),
  )
  return answer.trim()
}

async function askForMode(): Promise<'manual' | 'disabled'> {
  return await ask(({select}) =>
    select<'manual' | 'disabled'>({
      message: 'When shall they be shared?',
      options: [
        {value: 'manual', label: 'On command: `sessionpress share`'},
        {value: 'disabled', label: 'Never: refuse to share from this project for now'},
      ],
      output: process.stderr,
    }),
  )
}

async function askForEncryption(): Promise<boolean> {
  return await ask(({confirm}) =>
    confirm({
      message: 'Encrypt them, so that only who has the link can read them?',
      initialValue: false,
      output: process.stderr,
    }),
  )
}
