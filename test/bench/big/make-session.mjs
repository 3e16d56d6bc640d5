/**
 * Messages of a long session of OpenCode 1.x, one after another: turns of ten, each with a prompt and nine
 * answers that think, speak, and call a tool. Every text is another one.
 *
 * @param messages How many there are.
 * @param bytes How long their JSON is in all, roughly.
 * @param shown The part of it that a page shows. The rest is what clients keep beside it and nobody shares:
 * whole files before and after a change, and encrypted reasoning.
 */
export function* longSession({messages, bytes, shown}) {
  const each = bytes / messages
  const texts = createTexts()
  let parent = ''
  for (let index = 0; index < messages; index++) {
    const id = `msg_${String(index).padStart(12, '0')}`
    const time = {created: start + index * 20_000, completed: start + index * 20_000 + 15_000}
    const isPrompt = index % 10 === 0
    if (isPrompt) parent = id
    yield isPrompt ? prompt(id, time) : answer(id, time, index)
  }

  function prompt(id, {created}) {
    const info = {id, sessionID, role: 'user', time: {created}, agent: 'build', model}
    return {info, parts: [{id: `prt_${id}`, type: 'text', text: texts.prose(200)}].map(of(id))}
  }

  function answer(id, time, index) {
    const info = {
      ...{id, sessionID, role: 'assistant', parentID: parent, time, mode: 'build', cost: 0.01},
      ...{
        modelID: 'm',
        providerID: 'p',
        path: {cwd: directory, root: directory},
        tokens,
        finish: 'stop',
      },
    }
    const output = texts.lines(Math.round(each * shown * 0.7))
    const file = `${directory}/src/part-${index % 500}.ts`
    const hidden = texts.lines(Math.round((each * (1 - shown)) / 2))
    const state = {
      ...{status: 'completed', input: {filePath: file}, output, title: file},
      metadata: {openai: {encrypted_content: hidden}, native: hidden},
      time: {start: time.created, end: time.completed},
    }
    const parts = [
      {type: 'reasoning', text: texts.prose(each * shown * 0.1), time: {start: time.created}},
      {type: 'text', text: texts.prose(each * shown * 0.2)},
      {type: 'tool', tool: 'read', callID: `call_${index}`, state},
    ]
    return {info, parts: parts.map((part, at) => ({id: `prt_${id}_${at}`, ...part})).map(of(id))}
  }
}

export const sessionID = 'ses_big00000000000000000000001'

/** What the session says of itself. */
export const info = {
  ...{id: sessionID, slug: 'big', projectID: 'project', directory: '/home/dev/shop'},
  ...{title: 'A session of many months', version: '1.18.33'},
  time: {created: 1_790_000_000_000, updated: 1_790_000_000_000},
}

const {directory} = info
const start = info.time.created
const model = {providerID: 'p', modelID: 'm'}
const tokens = {input: 1000, output: 50, reasoning: 10, cache: {read: 0, write: 0}}

function of(messageID) {
  return (part) => ({...part, messageID, sessionID})
}

/** Words and lines of code that a generator without a seed of chance gives: each run makes the same. */
function createTexts() {
  let state = 1
  const next = (most) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return (state >>> 8) % most
  }
  const word = () => words[next(words.length)]
  return {
    prose: (length) => fill(length, () => `${word()} ${word()} ${word()} ${next(10_000)}. `),
    lines: (length) =>
      fill(length, () => `  const ${word()}${next(10_000)} = ${word()}(${next(99)})\n`),
  }
}

const words =
  'cart order price total discount customer item page route query index column table event log'.split(
    ' ',
  )

function fill(length, make) {
  const pieces = []
  for (let size = 0; size < length; ) {
    const piece = make()
    pieces.push(piece)
    size += piece.length
  }
  return pieces.join('')
}
