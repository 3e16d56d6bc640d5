import type {ServerResponse} from 'node:http'
import {SessionpressError} from '../errors.js'

/** What a request is answered with. */
export interface Answer {
  status: number
  /** Body as JSON. @default none */
  json?: unknown
  /** Body as text. @default none */
  text?: string
  headers?: Record<string, string>
}

/** Write an answer. Nothing here is for caches or for other sites. */
export function send(response: ServerResponse, answer: Answer): void {
  const {status, json, text, headers = {}} = answer
  const body = json === undefined ? (text ?? '') : JSON.stringify(json)
  const type = json === undefined ? 'text/plain; charset=utf-8' : 'application/json'
  response.writeHead(status, {
    'Cache-Control': 'no-store',
    'Content-Type': type,
    'Content-Length': Buffer.byteLength(body),
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    ...headers,
  })
  response.end(body)
}

/** An answer that refuses, in the form that `--json` has too. */
export function refusal(status: number, code: string, message: string, hint?: string): Answer {
  return {status, json: {error: {code, message, hint: hint ?? null}}}
}

/** The answer to a failure: an expected one in its own words, any other without a word of what it was. */
export function failure(error: unknown): Answer {
  if (!(error instanceof SessionpressError)) {
    return refusal(500, 'INTERNAL', 'This is a bug of sessionpress; its log says more.')
  }
  const {code, message, hint} = error
  return refusal(statusOf(code), code, message, hint)
}

const statuses: Record<string, number> = {
  REQUEST_INVALID: 400,
  USAGE_INVALID: 400,
  SECRET_WRONG: 403,
  SHARE_DISABLED: 403,
  POLICY_REFUSED: 403,
  SHARE_NOT_FOUND: 404,
  SESSION_NOT_FOUND: 404,
  SOURCE_NOT_FOUND: 404,
  SESSION_EMPTY: 409,
  SESSION_AMBIGUOUS: 409,
  SHARE_AMBIGUOUS: 409,
  GATE_REFUSED: 409,
  IMPORT_ENCRYPTED: 409,
  REVIEW_NEEDED: 409,
  LEDGER_LOCKED: 423,
  LEDGER_DENIED: 502,
  LEDGER_UNAVAILABLE: 503,
  TARGET_DENIED: 502,
  TARGET_UNAVAILABLE: 503,
  REMOVE_UNVERIFIED: 503,
}

function statusOf(code: string): number {
  return statuses[code] ?? 500
}
