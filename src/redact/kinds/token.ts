import type {Form} from '../form.js'
import {type Rule, start, strictStart} from '../rule.js'

/** A rule that lacks only the page that documents it. */
export type Kind = Omit<Rule, 'documentation'>

export interface TokenOptions {
  /** Set where the beginning is short, and the same signs after `-` or `_` mean something else. @default false */
  isStrict?: boolean
  /** Floor in bits a character, where the prefix alone is also a word or a name. @default none */
  entropy?: number
  /** Set where the form is also that of other things. @default undefined */
  confidence?: 'unsure'
  /** What the form cannot say. @default everything is one */
  isSecret?: (value: string) => boolean
}

/** A secret with a text of its own in it: a boundary before, no more letters or digits after. */
export function token(id: string, what: string, body: Form, options: TokenOptions = {}): Kind {
  const {isStrict = false, ...rest} = options
  const {source, keywords, sample, isAnchored} = body
  const before = isStrict ? strictStart : start
  // What is tried at keywords alone fails soonest at an edge; elsewhere an engine finds fixed
  // texts at a glance, so that the edge is looked at last.
  const pattern = isAnchored
    ? `${before}(?<secret>${source})(?![A-Za-z0-9])`
    : `(?<secret>${source})(?![A-Za-z0-9])(?<=${before}\\k<secret>)`
  return {
    ...{id, what, pattern: new RegExp(pattern, 'g'), keywords, example: sample},
    ...(isAnchored ? {isAnchored} : {}),
    ...rest,
  }
}

/** A secret that is all or part of a URL; a group `secret` in its form is what is masked. */
export function url(id: string, what: string, body: Form): Kind {
  const pattern = new RegExp(`${body.source}(?![A-Za-z0-9])`, 'g')
  return {id, what, pattern, keywords: body.keywords, example: body.sample}
}

/** The part of a form that is secret, where the rest says where it belongs. */
export function secret({source, sample}: {source: string; sample: string}) {
  return {source: `(?<secret>${source})`, sample}
}

/** Kinds that one page of a vendor documents. */
export function documented(documentation: string, ...kinds: Kind[]): Rule[] {
  return kinds.map((kind) => ({...kind, documentation}))
}
