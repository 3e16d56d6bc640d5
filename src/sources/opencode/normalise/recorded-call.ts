import type {JsonObject} from '../../../session/json.js'

/** A tool call as recorded, in the one shape that both formats are brought to. */
export interface RecordedCall {
  name: string
  callID?: string
  status: 'pending' | 'running' | 'completed' | 'error'
  input: unknown
  output?: string
  error?: string
  title?: string
  metadata: JsonObject
  /** File parts, of either format. */
  attachments: JsonObject[]
  started?: number
  ended?: number
  /** The output was cleared from the model's context. */
  isCleared: boolean
  /** Fields of the state that this version does not know. */
  rest: JsonObject
}
