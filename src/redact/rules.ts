import {formRules, namedRules} from './generic-rules.js'
import type {Rule} from './rule.js'
import {vendorRules} from './vendor-rules.js'

/** The first rule that matches a place names it, so special ones stand first. */
export const rules: readonly Rule[] = [...formRules, ...vendorRules, ...namedRules]
