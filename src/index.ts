export type {Agreed} from './actions/auto/agree-here.js'
export type {TargetCheck} from './actions/check-target.js'
export type {Problem, ProblemKind} from './actions/doctor/found.js'
export type {Orphan} from './actions/doctor/orphans.js'
export {type Diagnosis, type DoctorOptions, doctor, doctorDefaults} from './actions/doctor.js'
export {type ExportOptions, exportSession} from './actions/export.js'
export type {InitAnswers, InitWanted} from './actions/init/wanted.js'
export {type InitOptions, type InitResult, init, initDefaults} from './actions/init.js'
export {
  type FileChange,
  type InitOpenCodeOptions,
  type InitOpenCodeResult,
  initOpenCode,
  initOpenCodeDefaults,
} from './actions/init-opencode.js'
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
export {type ServeOptions, type Serving, serve, serveDefaults} from './actions/serve.js'
export {type ShareOptions, type ShareReview, share, shareDefaults} from './actions/share.js'
export {type StatusOptions, status, statusDefaults} from './actions/status.js'
export {
  type TargetAbilities,
  type TargetStatus,
  type TargetsOptions,
  targets,
  targetsDefaults,
} from './actions/targets.js'
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
export {type Watch, type WatchOptions, watch, watchDefaults} from './actions/watch.js'
export {
  type TargetQuestion,
  type TargetQuestions,
  targetQuestions,
} from './config/target-questions.js'
export {
  type ErrorCode,
  errorCodes,
  SessionpressError,
  type SessionpressErrorOptions,
} from './errors.js'
export type {Work} from './render/pieces/work.js'
export {isLoopback} from './server/http-server.js'
export type {Confidence, Finding} from './session/finding.js'
export {describeLeftOut, type LeftKind, type LeftOut} from './session/left-out.js'
export type * from './session/model.js'
export type {SessionSummary} from './session/native.js'
export {type Excludable, excludable} from './session/selection.js'
