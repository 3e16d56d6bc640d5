import type {ScriptedModel} from './scripted-model.js'

/** Plainly fake, and of the form that a host's own tokens have. A tool of the play shows it. */
export const fakeToken = `ghp_${'FAKEfake'.repeat(4)}0000`

/**
 * A conversation of three turns: `make tea` with a tool, todos, and a subagent that calls a tool,
 * then `some biscuits`, and `the bill`.
 */
export function playTea(model: ScriptedModel): void {
  const todos = [{content: 'Pour the water', status: 'in_progress', priority: 'high'}]
  model.play(
    'make tea',
    {
      text: 'First a look.',
      tools: [
        {
          name: 'bash',
          args: {command: `echo water boils; echo token ${fakeToken}`, description: 'Looks'},
        },
        {name: 'todowrite', args: {todos}},
        {
          name: 'task',
          args: {
            description: 'Find leaves',
            prompt: 'find the leaves',
            subagent_type: 'general',
          },
        },
      ],
    },
    {text: 'The tea is ready.'},
  )
  model.play(
    'find the leaves',
    {tools: [{name: 'bash', args: {command: 'echo oolong on the shelf', description: 'Looks'}}]},
    {text: 'They are in the tin.'},
  )
  model.play('some biscuits', {text: 'The biscuits are here.'})
  model.play('the bill', {text: 'The bill is small.'})
}
