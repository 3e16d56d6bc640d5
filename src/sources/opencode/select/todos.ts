import {isTodoTool, toolOf} from './call.js'
import type {Exclusion} from './exclusion.js'

/** Lists of todos, and calls that read or write them. */
export const todos: Exclusion = {
  part(part, around) {
    const tool = toolOf(part)
    if (tool === undefined || !isTodoTool(tool)) return part
    around.say('todo list')
    around.count('todo')
    return undefined
  },

  session(native, around) {
    if (native.todos.length > 0) around.count('todo', 0)
    return {...native, todos: []}
  },
}
