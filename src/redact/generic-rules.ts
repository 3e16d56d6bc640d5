import {assignmentRules} from './generic/assignments.js'
import {commandRules} from './generic/commands.js'
import {fileRules} from './generic/files.js'
import {headerRules} from './generic/headers.js'
import {privateKeyRules} from './generic/private-keys.js'
import {tokenRules, unknownTokenRules} from './generic/tokens.js'
import {urlRules} from './generic/urls.js'
import type {Rule} from './rule.js'

export {isSecretName} from './generic/names.js'

/** Keys that any tool may write. */
export const formRules: readonly Rule[] = [...privateKeyRules, ...tokenRules]

/** Values that only a name, a header or their place in a URL gives away. */
export const namedRules: readonly Rule[] = [
  ...urlRules,
  ...headerRules,
  ...commandRules,
  ...fileRules,
  ...assignmentRules,
  ...unknownTokenRules,
]
