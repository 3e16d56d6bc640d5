import type {Selection} from '../../../session/selection.js'
import {cost} from './cost.js'
import {diffs} from './diffs.js'
import type {Exclusion} from './exclusion.js'
import {files} from './files.js'
import {images} from './images.js'
import {outputLines} from './output-lines.js'
import {reasoning} from './reasoning.js'
import {subagents} from './subagents.js'
import {todos} from './todos.js'
import {toolInput} from './tool-input.js'
import {toolOutput} from './tool-output.js'

/** Every kind but `paths`, which are replaced when all else is gone. What removes whole parts comes first. */
const kinds = {
  reasoning,
  todos,
  subagents,
  files,
  images,
  'tool-input': toolInput,
  'tool-output': toolOutput,
  diffs,
  cost,
} as const

/** What a selection keeps at home of every turn. */
export function exclusionsOf({exclude, toolOutputLines}: Selection): Exclusion[] {
  const chosen = Object.entries(kinds).flatMap(([name, kind]) =>
    exclude.some((one) => one === name) ? [kind] : [],
  )
  return toolOutputLines === undefined ? chosen : [...chosen, outputLines(toolOutputLines)]
}
