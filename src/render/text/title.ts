import type {Session} from '../../session/model.js'

/** Characters of a title that a page shows. It stands in four places of every page, so a long one would be most of it. */
const longest = 300

/** What a session without a title is called. */
export const untitled = 'A session without a title'

/** The title of a session, cut where it is no title any more. `session.json` has the whole. */
export function titleOf({title}: Session): string {
  if (title.length <= longest) return title || untitled
  return `${title.slice(0, longest).replace(/[\ud800-\udbff]$/, '')}…`
}
