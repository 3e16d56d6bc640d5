import type {JsonObject} from '../../../session/json.js'
import {numberOf, objectOf, stringOf, textOf} from '../../../session/json.js'
import type {NoticeKind} from '../../../session/model.js'

export interface NoticeText {
  kind: NoticeKind
  text: string
  detail?: string
}

/**
 * What an assistant message's `error` says (reference 1.6), in one sentence.
 * Unknown names are kept: the fields are shown behind the sentence.
 */
export function errorNotice(value: unknown): NoticeText | undefined {
  if (value === undefined || value === null) return undefined
  const error = objectOf(value)
  const name = textOf(error.name) ?? textOf(error.type) ?? 'Error'
  const data = {...objectOf(error.data)}
  const message = textOf(data.message) ?? textOf(error.message) ?? stringOf(value) ?? ''
  if (name === 'MessageAbortedError') {
    const isMore = message !== '' && !/^(aborted|the operation was aborted)\.?$/i.test(message)
    return {
      kind: 'interrupted',
      text: 'Interrupted by the user.',
      ...(isMore ? {detail: message} : {}),
    }
  }
  if (name === 'ContentFilterError')
    return {
      kind: 'filtered',
      text: sentence('The provider’s content filter stopped the answer', message),
    }
  if (name === 'MessageOutputLengthError')
    return {kind: 'limit', text: sentence('The answer reached the output limit', message)}
  if (name === 'ContextOverflowError')
    return withDetail('limit', 'The session outgrew the model’s context', message, data)

  const status = numberOf(data.statusCode)
  const what =
    name === 'APIError'
      ? 'The provider answered with an error'
      : (errorNames[name] ?? `${name} happened`)
  return withDetail(
    'error',
    status === undefined ? what : `${what} (HTTP ${status})`,
    message,
    data,
  )
}

const errorNames: Record<string, string> = {
  ProviderAuthError: 'The provider refused the credentials',
  StructuredOutputError: 'The model gave no valid structured answer',
  UnknownError: 'An error stopped the answer',
  Error: 'An error stopped the answer',
}

/** A retry part: the request failed and was sent again. */
export function retryNotice(attempt: number | undefined, value: unknown): NoticeText {
  const data = objectOf(objectOf(value).data)
  const count = attempt === undefined ? '' : ` (attempt ${attempt})`
  return withDetail(
    'retry',
    `The provider failed and was asked again${count}`,
    textOf(data.message) ?? '',
    {...data},
  )
}

function withDetail(kind: NoticeKind, what: string, message: string, data: JsonObject): NoticeText {
  const detail = [textOf(data.responseBody), leftOver(data)].filter(Boolean).join('\n')
  return {kind, text: sentence(what, message), ...(detail ? {detail} : {})}
}

/** Fields that the sentence does not tell; headers are transport and were dropped at the door. */
function leftOver(data: JsonObject): string {
  const told = ['message', 'responseBody', 'responseHeaders', 'statusCode', 'isRetryable']
  const lines = Object.entries(data)
    .filter(
      ([name, field]) =>
        !told.includes(name) && field !== undefined && field !== null && field !== '',
    )
    .map(([name, field]) => `${name}: ${typeof field === 'string' ? field : JSON.stringify(field)}`)
  return lines.join('\n')
}

function sentence(what: string, message: string): string {
  const end = message.trim()
  if (end === '') return `${what}.`
  return `${what}: ${end}`
}
