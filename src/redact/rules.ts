import {formRules, namedRules} from './generic-rules.js'
import {aiProviders} from './kinds/ai-providers.js'
import {aiTools} from './kinds/ai-tools.js'
import {amazon} from './kinds/amazon.js'
import {analytics} from './kinds/analytics.js'
import {azure} from './kinds/azure.js'
import {chat} from './kinds/chat.js'
import {ci} from './kinds/ci.js'
import {clouds} from './kinds/clouds.js'
import {commerce} from './kinds/commerce.js'
import {content} from './kinds/content.js'
import {databases} from './kinds/databases.js'
import {finance} from './kinds/finance.js'
import {gitHosts} from './kinds/git-hosts.js'
import {hosting} from './kinds/hosting.js'
import {identity} from './kinds/identity.js'
import {mail} from './kinds/mail.js'
import {marketing} from './kinds/marketing.js'
import {media} from './kinds/media.js'
import {networks} from './kinds/networks.js'
import {observability} from './kinds/observability.js'
import {payment} from './kinds/payment.js'
import {publicData} from './kinds/public-data.js'
import {registries} from './kinds/registries.js'
import {secretStores} from './kinds/secret-stores.js'
import {social} from './kinds/social.js'
import {work} from './kinds/work.js'
import type {Rule} from './rule.js'

/** Secrets that their own form gives away, or a fixed form beside the vendor's name. */
export const vendorRules: readonly Rule[] = [
  ...gitHosts,
  ...aiProviders,
  ...aiTools,
  ...amazon,
  ...azure,
  ...clouds,
  ...hosting,
  ...networks,
  ...secretStores,
  ...identity,
  ...registries,
  ...databases,
  ...content,
  ...ci,
  ...observability,
  ...analytics,
  ...payment,
  ...finance,
  ...commerce,
  ...marketing,
  ...chat,
  ...mail,
  ...work,
  ...media,
  ...social,
  ...publicData,
]

/** The first rule that matches a place names it, so special ones stand first. */
export const rules: readonly Rule[] = [...formRules, ...vendorRules, ...namedRules]
