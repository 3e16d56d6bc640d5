export {type ExportOptions, exportSession} from './actions/export.js'
export {type ListOptions, list, listDefaults} from './actions/list.js'
export {type ListSessionsOptions, listSessions} from './actions/list-sessions.js'
export {loadSession} from './actions/load-session.js'
export {type Preview, type PreviewOptions, preview, previewDefaults} from './actions/preview.js'
export {type ReviewOptions, review} from './actions/review.js'
export type {Picture} from './actions/review-picture.js'
export type {
  PublicContent,
  Review,
  ReviewDecision,
  ReviewFinding,
  ReviewPlace,
  ReviewState,
} from './actions/review-types.js'
export {type ShareOptions, type ShareReview, share, shareDefaults} from './actions/share.js'
export {type StatusOptions, status, statusDefaults} from './actions/status.js'
export type {
  CommonOptions,
  ContentOptions,
  ExportResult,
  FindOptions,
  LedgerOptions,
  Progress,
  ShareState,
  ShareStatus,
  Surroundings,
} from './actions/types.js'
export {type UnshareOptions, unshare, unshareDefaults} from './actions/unshare.js'
export {
  type ErrorCode,
  errorCodes,
  SessionpressError,
  type SessionpressErrorOptions,
} from './errors.js'
export type {Confidence, Finding} from './session/finding.js'
export {describeLeftOut, type LeftKind, type LeftOut} from './session/left-out.js'
export type * from './session/model.js'
export type {SessionSummary} from './session/native.js'
export {type Excludable, excludable} from './session/selection.js'
