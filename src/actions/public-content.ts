import type {Session} from '../session/model.js'
import type {Prepared} from './prepare.js'
import type {PublicContent} from './review-types.js'

/** What becomes public of a session that is ready to go out. */
export function publicContentOf({session, counts, bundle}: Prepared): PublicContent {
  const files = [...bundle].map(([path, {size}]) => ({path, size}))
  return {
    ...counts,
    tools: toolsOf(session),
    changes: session.diffs.map(({path, additions, deletions}) => ({path, additions, deletions})),
    subagentTitles: subagentsOf(session).map(({title}) => title),
    bundle: files,
    bytes: files.reduce((sum, {size}) => sum + size, 0),
  }
}

function subagentsOf({children}: Session): Session[] {
  return children.flatMap((child) => [child, ...subagentsOf(child)])
}

/** Tools of a session and its subagents, the most called first. */
function toolsOf(root: Session): PublicContent['tools'] {
  const counts = new Map<string, number>()
  for (const {turns} of [root, ...subagentsOf(root)]) {
    for (const block of turns.flatMap(({blocks}) => blocks)) {
      if (block.type === 'tool') counts.set(block.name, (counts.get(block.name) ?? 0) + 1)
    }
  }
  const tools = [...counts].map(([name, count]) => ({name, count}))
  return tools.sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1))
}
