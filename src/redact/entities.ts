/** Entities of HTML for the signs of ASCII, and for those that are not seen. */
export const entities: Readonly<Record<string, string>> = {
  ...{lowbar: '_', UnderBar: '_', period: '.', sol: '/', plus: '+', equals: '=', colon: ':'},
  ...{semi: ';', comma: ',', quot: '"', QUOT: '"', apos: "'", amp: '&', AMP: '&', lt: '<', gt: '>'},
  ...{LT: '<', GT: '>', num: '#', commat: '@', excl: '!', dollar: '$', percnt: '%', ast: '*'},
  ...{midast: '*', quest: '?', Hat: '^', grave: '`', bsol: '\\', lpar: '(', rpar: ')'},
  ...{lsqb: '[', rsqb: ']', lbrack: '[', rbrack: ']', lcub: '{', rcub: '}', lbrace: '{'},
  ...{rbrace: '}', verbar: '|', vert: '|', VerticalLine: '|', Tab: '\t', NewLine: '\n'},
  ...{nbsp: ' ', ZeroWidthSpace: '', NoBreak: '', shy: '', zwj: '', zwnj: '', lrm: '', rlm: ''},
  ...{InvisibleTimes: '', InvisibleComma: '', it: '', ic: '', af: '', ApplyFunction: ''},
}
