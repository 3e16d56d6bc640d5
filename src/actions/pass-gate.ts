import {SessionpressError} from '../errors.js'
import type {GateFinding} from '../gate/finding.js'
import {scanBundle} from '../gate/scan-bundle.js'
import {openVerdicts} from './open-verdicts.js'
import type {Prepared} from './prepare.js'
import type {CommonOptions} from './types.js'

/** Findings that are told of by name. */
const told = 5

interface PassGateOptions extends Pick<CommonOptions, 'onProgress'> {
  /** Told what was found before it is refused. */
  onRefused(findings: readonly GateFinding[]): Promise<void>
}

/**
 * Let a bundle pass only when a second look at its finished bytes finds nothing.
 *
 * @throws SessionpressError `GATE_REFUSED`, `GATE_FAILED`
 */
export async function passGate(
  prepared: Prepared,
  {onRefused, ...options}: PassGateOptions,
): Promise<void> {
  const findings = await lookAgain(prepared, options)
  if (findings.length === 0) return
  await onRefused(findings)
  throw refused(findings, prepared)
}

/**
 * What a second look at the finished bytes finds, beside what a person allowed.
 *
 * @throws SessionpressError `GATE_FAILED`
 */
export async function lookAgain(
  {bundle, cache, known, configuration, judgement}: Prepared,
  {onProgress}: Pick<CommonOptions, 'onProgress'>,
): Promise<GateFinding[]> {
  const {isAllowed, fingerprint} = judgement
  const total = bundle.size
  const onFile = (done: number) =>
    onProgress?.({step: 'looking for secrets once more', done, total})
  onFile(0)
  const {patterns} = configuration.redact
  const verdicts = cache && (await openVerdicts(cache, patterns))
  const options = {known, patterns, isAllowed, fingerprint, onFile, ...(verdicts && {verdicts})}
  const findings = await scanBundle(bundle, options)
  // What no rule masked must not lie about on this machine either.
  if (findings.length > 0) cache?.discard()
  else verdicts?.keep()
  return findings
}

/** Tell what a second look finds in a bundle that stays on this machine, the first of it by name. */
export async function warnOfSecrets(
  prepared: Prepared,
  {onWarning = () => {}, ...options}: Pick<CommonOptions, 'onWarning' | 'onProgress'>,
): Promise<void> {
  try {
    const findings = await lookAgain(prepared, options)
    for (const finding of findings.slice(0, told)) {
      onWarning(`Something secret may be left: ${describe(finding)}.`)
    }
    const rest = findings.length - told
    if (rest > 0) onWarning(`${rest} more such places were found; \`share\` would refuse them all.`)
  } catch (error) {
    if (!(error instanceof SessionpressError)) throw error
    onWarning(error.message)
  }
}

function refused(
  findings: readonly GateFinding[],
  {judgement: {isLasting}}: Prepared,
): SessionpressError {
  const list = findings.slice(0, told).map((one) => `${describe(one)}, \`${one.id}\``)
  const rest = findings.length - list.length
  const more = rest > 0 ? `; and ${rest} more` : ''
  const allow = isLasting
    ? `publish it as it is with \`--allow ${findings[0]?.id}\``
    : 'run this without `--dry-run` for the name that `--allow` takes'
  return new SessionpressError(
    'GATE_REFUSED',
    `Nothing was published, because secrets are left: ${list.join('; ')}${more}.`,
    {hint: `Mask it with \`redact.words\` in your own configuration, or ${allow}.`},
  )
}

function describe({file, line, what, sample}: GateFinding): string {
  return `\`${file}\`, line ${line}, has ${what} (${sample})`
}
