import {brandHtml, type Html, html} from '../src/render/html.js'
import {icon} from './icon.js'

/** What the bar of a page needs to know. */
export interface BarView {
  /** Where the skip link leads: the first thing to read. */
  first: string
  /** File with the index of all pages, for searching them; absent where there is only one. */
  searchIndex?: string | undefined
  hasMarkdown: boolean
  hasJson: boolean
}

/** The bar that stays at the top, with its two menus. Everything in it works without a script, or is not there. */
export function pageBar(view: BarView): Html {
  return html`<a class="sp-skip" href="${view.first}">Skip to the conversation</a>
<header class="sp-bar"><div class="sp-wrap sp-bar-in">
<a class="sp-mark" href="#main" title="To the top">${mark}<span>sessionpress</span></a>
<form class="sp-find sp-js-only" role="search" action="#" method="get"${view.searchIndex !== undefined && html` data-sp-index="${view.searchIndex}"`}><label class="sp-sr" for="sp-q">Search this session, folded parts too</label>${icon('search')}<input id="sp-q" type="search" placeholder="Search" autocomplete="off" spellcheck="false"><output for="sp-q" aria-live="polite"></output><kbd aria-hidden="true">/</kbd><button type="submit" hidden>Next hit</button></form>
${segments('What to show', 'view', [
  ['all', 'Everything'],
  ['talk', 'Conversation'],
])}
<button type="button" class="sp-btn" popovertarget="sp-menu" aria-label="Display">${icon('view')}<span>Display</span></button>
<button type="button" class="sp-btn sp-help sp-js-only" popovertarget="sp-keys" aria-label="Keyboard">${icon('keys')}</button>
</div></header>
${menu(view)}${keys}`
}

/** Three bars, the last one shorter: lines of a page. */
const mark = brandHtml(
  '<svg width="16" height="16" viewBox="0 0 16 16" fill="currentColor" aria-hidden="true"><path d="M2 2h12v2.5H2zM2 6.5h12V9H2zM2 11h7v2.5H2z"/></svg>',
)

/** Radio buttons as one control, the first of them chosen. `name` is also the name in the address. */
export function segments(
  legend: string,
  name: string,
  options: readonly (readonly [value: string, label: string])[],
  isLegendShown = false,
): Html {
  const labels = options.map(
    ([value, label], index) =>
      html`<label data-w="${label}"><input type="radio" name="sp-${name}" id="sp-${name}-${value}" value="${value}"${index === 0 && html` checked`}>${label}</label>`,
  )
  return isLegendShown
    ? html`<fieldset><legend>${legend}</legend><div class="sp-seg">${labels}</div></fieldset>`
    : html`<fieldset class="sp-seg"><legend class="sp-sr">${legend}</legend>${labels}</fieldset>`
}

function menu({hasMarkdown, hasJson}: BarView): Html {
  const twins = html`${hasMarkdown && html`<a class="sp-btn" href="session.md">Markdown</a>`}${hasJson && html`<a class="sp-btn" href="session.json">JSON</a>`}`
  return html`<div id="sp-menu" class="sp-menu" popover role="dialog" aria-label="Display">
${segments(
  'Theme',
  'theme',
  [
    ['auto', 'System'],
    ['light', 'Light'],
    ['dark', 'Dark'],
  ],
  true,
)}
<div class="sp-js-only"><h2>Folded parts</h2><div class="sp-menu-row"><button type="button" class="sp-btn" data-sp-fold="open">Unfold all</button><button type="button" class="sp-btn" data-sp-fold="shut">Fold all</button></div></div>
${(hasMarkdown || hasJson) && html`<div><h2>The same session as</h2><div class="sp-menu-row">${twins}</div></div>\n`}</div>
`
}

const shortcuts: readonly (readonly [keys: string, what: string])[] = [
  ['j k', 'next step, step before'],
  ['] [', 'next prompt, prompt before'],
  ['e', 'next error'],
  ['d', 'next diff'],
  ['/', 'search; Enter for the next hit, Shift Enter for the one before'],
  ['u f', 'unfold all, fold all'],
  ['c', 'conversation only, or everything'],
  ['s', 'diffs unified, or side by side'],
  ['t', 'theme'],
  ['?', 'this list'],
]

const keys = html`<div id="sp-keys" class="sp-keys" popover role="dialog" aria-labelledby="sp-keys-h"><h2 id="sp-keys-h">Keyboard</h2><dl>
${shortcuts.map(([all, what]) => html`<div><dt>${all.split(' ').map((key) => html`<kbd>${key}</kbd>`)}</dt><dd>${what}</dd></div>\n`)}</dl></div>
`
