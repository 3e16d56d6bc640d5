import {expect, inject, it, onTestFinished} from 'vitest'
import {createClientWorld} from './client-world.js'
import type {ClientMessage, ClientSession} from './open-code.js'

for (const version of ['older', 'latest'] as const) {
  it(`OpenCode, ${version}, plays a script: texts, tools, a list of todos, a subagent`, async () => {
    const world = await createClientWorld({program: inject('openCode')[version]})
    onTestFinished(() => world.close())
    world.model.play(
      'make tea',
      {
        text: 'First a look.',
        tools: [
          {name: 'bash', args: {command: 'echo water boils', description: 'Boils water'}},
          {
            name: 'todowrite',
            args: {todos: [{content: 'Brew it', status: 'pending', priority: 'high'}]},
          },
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
    world.model.play('find the leaves', {text: 'They are in the tin.'})

    const client = await world.serve()
    const {id} = await client.createSession()
    const answer = await client.say(id, 'Please make tea')

    expect(answer.parts.map(({text}) => text)).toContain('The tea is ready.')
    expect(await client.api('GET', `/session/${id}/todo`)).toMatchObject([{content: 'Brew it'}])
    const [child] = await client.api<ClientSession[]>('GET', `/session/${id}/children`)
    const messages = await client.api<ClientMessage[]>('GET', `/session/${child?.id}/message`)
    expect(JSON.stringify(messages)).toContain('They are in the tin.')
    expect(JSON.stringify(await world.export(id))).toContain('water boils')
  })
}
