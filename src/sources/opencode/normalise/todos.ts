import {isObject, stringOf, textOf} from '../../../session/json.js'
import type {Block, Todo, TodoChange} from '../../../session/model.js'

/** Todos of a call or a store; entries without a text are no todos. */
export function todoList(values: readonly unknown[]): Todo[] {
  return values.filter(isObject).flatMap((value) => {
    const content = stringOf(value.content)
    if (content === undefined) return []
    const priority = textOf(value.priority)
    const status = textOf(value.status) ?? 'pending'
    return [{content, status, ...(priority ? {priority} : {})}]
  })
}

/** Says in each list of todos what changed since the list before. Items are the same when their text is. */
export interface TodoMarker {
  /** Take the next blocks of the session. */
  mark(blocks: readonly Block[]): void
  /** The list as it stood at the end. */
  last(): Todo[]
}

/** No list was seen yet. */
export function todoMarker(): TodoMarker {
  let last: TodoChange[] = []
  let isFirst = true
  return {
    mark: (blocks) => blocks.forEach(markBlock),
    last: () => last.map(({was: _, ...item}) => item),
  }

  function markBlock(block: Block): void {
    if (block.type !== 'tool' || block.details.kind !== 'todo' || block.status === 'failed') return
    const before = new Map(last.map((item) => [item.content, item.status]))
    for (const item of block.details.todos) {
      const was = before.get(item.content)
      if (was === undefined && !isFirst) item.was = 'new'
      else if (was !== undefined && was !== item.status) item.was = was
    }
    last = block.details.todos
    isFirst = false
  }
}
