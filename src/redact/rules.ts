import {formRules, namedRules} from './generic-rules.js'
import {aiProviders} from './kinds/ai-providers.js'
import {azure} from './kinds/azure.js'
import {chat} from './kinds/chat.js'
import {ci} from './kinds/ci.js'
import {clouds} from './kinds/clouds.js'
import {commerce} from './kinds/commerce.js'
import {databases} from './kinds/databases.js'
import {gitHosts} from './kinds/git-hosts.js'
import {identity} from './kinds/identity.js'
import {observability} from './kinds/observability.js'
import {payment} from './kinds/payment.js'
import {registries} from './kinds/registries.js'
import {social} from './kinds/social.js'
import {work} from './kinds/work.js'
import type {Rule} from './rule.js'

/** Secrets that their own form gives away, or a fixed form beside the vendor's name. */
export const vendorRules: readonly Rule[] = [
  ...gitHosts,
  ...aiProviders,
  ...clouds,
  ...azure,
  ...payment,
  ...chat,
  ...registries,
  ...databases,
  ...observability,
  ...ci,
  ...identity,
  ...commerce,
  ...work,
  ...social,
]

/** The first rule that matches a place names it, so special ones stand first. */
export const rules: readonly Rule[] = [...formRules, ...vendorRules, ...namedRules]
