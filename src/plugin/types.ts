import type {OpenCodeEvent} from '../actions/auto/follow-events.js'

/**
 * What OpenCode hands to a plugin and takes from it, as far as it is used here
 * (`@opencode-ai/plugin` 1.18.33, reference section 7). Everything that comes from it is looked at
 * before it is believed.
 */

/** An answer of OpenCode's own client. */
export interface Answer {
  data?: unknown
  error?: unknown
  response?: {status: number; headers: Headers}
}

interface Call {
  path: {id: string}
  query?: Record<string, unknown>
}

/** OpenCode's own client: it asks the program that it runs in, without a port. */
export interface Client {
  session: Record<
    'get' | 'messages' | 'todo' | 'children' | 'diff',
    (call: Call) => Promise<Answer>
  >
  tui: {
    showToast(call: {
      body: {title: string; message: string; variant: ToastVariant; duration: number}
    }): Promise<unknown>
  }
}

export type ToastVariant = 'info' | 'success' | 'warning' | 'error'

export interface PluginInput {
  client: Client
  /** Folder that the client works in. */
  directory: string
}

export interface ToolContext {
  sessionID: string
  ask(question: {
    permission: string
    patterns: string[]
    always: string[]
    metadata: Record<string, unknown>
  }): Promise<void>
}

/** What a plugin does. */
export interface Hooks {
  event(input: {event: OpenCodeEvent}): Promise<void>
  dispose(): Promise<void>
  /** What is changed in the configuration counts in this run of the client. */
  config(config: Record<string, unknown>): Promise<void>
  /** @param output What would be sent to the model. */
  'command.execute.before'(
    input: {command: string; sessionID: string; arguments: string},
    output: {parts?: unknown},
  ): Promise<void>
  tool: Record<
    string,
    {
      description: string
      args: Record<string, never>
      execute(args: unknown, context: ToolContext): Promise<string>
    }
  >
}
