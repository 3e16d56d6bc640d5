import {SessionpressError} from '../errors.js'
import type {AuditEvent} from '../ledger/audit.js'
import type {Ledger} from '../ledger/ledger.js'

/** What the audit log says of one call of `share`. */
export interface ShareAudit {
  /** The gate refused it. */
  refused(findings: readonly {id: string}[]): Promise<void>
  /**
   * What a person allowed, before anything is public. Where it cannot be
   * written, nothing may be published: else nobody could tell who decided so.
   *
   * @throws SessionpressError `LEDGER_UNWRITABLE`, `LEDGER_LOCKED`
   */
  allowed(ids: readonly string[]): Promise<void>
  /** It is online. */
  published(isUpdate: boolean): Promise<void>
}

interface ShareAuditOptions {
  ledger: Ledger
  share: Pick<AuditEvent, 'time' | 'shareID' | 'sessionID' | 'target'>
  /** Whether nothing may be written. */
  isDryRun: boolean
  onWarning: (warning: string) => void
}

/** The audit log, for one call of `share`. */
export function createShareAudit(options: ShareAuditOptions): ShareAudit {
  const {ledger, share, isDryRun, onWarning} = options
  return {
    async refused(findings) {
      const ids = [...new Set(findings.map(({id}) => id))]
      if (!isDryRun) await note(ledger, {event: 'refused', ...share, findings: ids}, onWarning)
    },
    async allowed(findings) {
      const isNone = findings.length === 0
      await ledger.audit.append(isNone ? [] : [{event: 'allow', ...share, findings}])
    },
    async published(isUpdate) {
      await note(ledger, {event: isUpdate ? 'update' : 'share', ...share}, onWarning)
    },
  }
}

/**
 * Write into the audit log what has happened already. Where that fails it can
 * only be told: what happened stays so.
 */
export async function note(
  {audit}: Pick<Ledger, 'audit'>,
  event: AuditEvent,
  onWarning: (warning: string) => void,
): Promise<void> {
  try {
    await audit.append([event])
  } catch (error) {
    if (!(error instanceof SessionpressError)) throw error
    onWarning(`The audit log does not say \`${event.event}\`: ${error.message}`)
  }
}
