import fs from 'node:fs'
import {known} from '../../support/pathological/known.mjs'
import {own, terminals, values} from '../../support/pathological/own.mjs'

const megabyte = 1_000_000

/**
 * Sessions that are hard on a machine, by name: `write` puts one to a file as
 * `opencode export` does, `limit` is what its export may cost in seconds and megabytes.
 */
export const sessions = {
  'pathological texts': {limit: {seconds: 20, memory: 400}, write: texts(known)},
  'texts below the limits': {limit: {seconds: 120, memory: 1500}, write: answers(own)},
  terminals: {limit: {seconds: 60, memory: 1500}, write: outputs(terminals)},
  'deep and wide values': {limit: {seconds: 60, memory: 1500}, write: inputs(values)},
  'slow grammars': {limit: {seconds: 60, memory: 1500}, write: grammars},
  'an output of 200 MB': {limit: {seconds: 60, memory: 1500}, write: output(200 * megabyte)},
  '100,000 parts': {limit: {seconds: 60, memory: 1500}, write: parts(100_000)},
  'a list of files in one line': {
    limit: {seconds: 60, memory: 1500},
    write: outputs({list: 'src/some/where/file.ts '.repeat((1.7 * megabyte) / 23)}),
  },
  'lines of 10 MB': {limit: {seconds: 60, memory: 1500}, write: longLines(10 * megabyte)},
}

/** The same sorts in sizes that a suite has time for. */
export const smaller = {
  'an output of 20 MB': {limit: {seconds: 60, memory: 1500}, write: output(20 * megabyte)},
  '10,000 parts': {limit: {seconds: 60, memory: 1500}, write: parts(10_000)},
}

/** Every text as prompt, answer, reasoning, output and todo, and all of them as the title. */
function texts(all) {
  return (file) => {
    const list = Object.values(all)
    write(file, list.join(' '), function* () {
      for (const text of list) {
        yield prompt([{type: 'text', text}])
        yield answer([
          {type: 'text', text},
          {type: 'reasoning', text, time: {start: 1, end: 2}},
          call('bash', {command: 'true'}, text),
          call('todowrite', {todos: [{content: text, status: 'pending', priority: 'low'}]}, 'ok'),
        ])
      }
    })
  }
}

function answers(all) {
  return (file) =>
    write(file, 'Answers', function* () {
      yield prompt([{type: 'text', text: 'Go.'}])
      yield answer(Object.values(all).map((text) => ({type: 'text', text})))
    })
}

function outputs(all) {
  return (file) =>
    write(file, 'Outputs', function* () {
      yield prompt([{type: 'text', text: 'Go.'}])
      yield answer(Object.values(all).map((text) => call('bash', {command: 'true'}, text)))
    })
}

/** The values as JSON texts: building them deep in memory would be the first to fail. */
function inputs(all) {
  return (file) =>
    write(file, 'Values', function* () {
      yield prompt([{type: 'text', text: 'Go.'}])
      for (const json of Object.values(all)) {
        const body = JSON.stringify(shaped(answer([call('other_tool', {value: 'HERE'}, 'ok')])))
        yield {json: body.replace('"HERE"', () => json)}
      }
    })
}

function grammars(file) {
  const slow = [
    ['cpp', '!['],
    ['csharp', '<a '],
    ['apex', '<a '],
    ['groovy', 'A'],
    ['mdx', ']('],
    ['astro', '[{'],
    ['typescript', 'a.'],
  ]
  write(file, 'Grammars', function* () {
    for (const [language, unit] of slow) {
      const line = unit.repeat(1450 / unit.length)
      yield prompt([{type: 'text', text: 'Go.'}])
      yield answer([
        {type: 'text', text: `\`\`\`${language}\n${line}\n\`\`\``},
        {type: 'text', text: `\`\`\`${language}\n${`${line}\n`.repeat(40)}\`\`\``},
      ])
    }
  })
}

function output(length) {
  return (file) => {
    const line = 'A line of an output, which has \u001b[31mcolours\u001b[m and "quotes".\n'
    const text = line.repeat(length / line.length)
    write(file, 'A big output', function* () {
      yield prompt([{type: 'text', text: 'Go.'}])
      yield answer([call('bash', {command: 'yes'}, text)])
    })
  }
}

function parts(count) {
  return (file) =>
    write(file, 'Many parts', function* () {
      for (let done = 0; done < count; done += 1000) {
        yield prompt([{type: 'text', text: `Go on from ${done}.`}])
        yield answer(
          Array.from({length: 1000}, (_, n) =>
            n % 2
              ? {type: 'text', text: `This is **part** ${done + n}.`}
              : call('bash', {command: `echo ${n}`}, `${n}\n`),
          ),
        )
      }
    })
}

function longLines(length) {
  return (file) => {
    const line = 'word '.repeat(length / 5)
    const patch = `@@ -1 +1 @@\n-${line}\n+${line}!\n`
    write(file, line, function* () {
      yield {
        ...prompt([{type: 'text', text: line}]),
        summary: {diffs: [{file: 'a.ts', patch, additions: 1, deletions: 1}]},
      }
      yield answer([
        {type: 'text', text: line},
        call('bash', {command: line}, line),
        call('edit', {filePath: 'a.ts', oldString: line, newString: `${line}!`}, 'ok', {
          diff: `--- a.ts\n+++ a.ts\n${patch}`,
        }),
      ])
    })
  }
}

let count = 0

function prompt(list) {
  return {role: 'user', model: {providerID: 'acme', modelID: 'acme-coder'}, list}
}

function answer(list) {
  return {
    role: 'assistant',
    ...{providerID: 'acme', modelID: 'acme-coder', mode: 'build', cost: 0},
    path: {cwd: '/home/dev/acme-shop', root: '/home/dev/acme-shop'},
    tokens: {input: 1, output: 1, reasoning: 0, cache: {read: 0, write: 0}},
    list,
  }
}

function call(tool, input, text, metadata = {}) {
  const state = {
    status: 'completed',
    input,
    output: text,
    metadata,
    title: tool,
    time: {start: 1, end: 2},
  }
  return {type: 'tool', tool, callID: `call_${++count}`, state}
}

function write(file, title, messages) {
  const out = fs.openSync(file, 'w')
  const info = {
    id: 'ses_hostile',
    title,
    directory: '/home/dev/acme-shop',
    time: {created: 1, updated: 2},
  }
  fs.writeSync(out, `{"info":${JSON.stringify(info)},"messages":[`)
  let separator = ''
  for (const message of messages()) {
    fs.writeSync(out, separator + (message.json ?? JSON.stringify(shaped(message))))
    separator = ','
  }
  fs.writeSync(out, ']}')
  fs.closeSync(out)
}

function shaped({list, ...info}) {
  const id = `msg_${String(++count).padStart(7, '0')}`
  return {
    info: {id, sessionID: 'ses_hostile', time: {created: count, completed: count + 1}, ...info},
    parts: list.map((part, at) => ({
      id: `prt_${id}_${at}`,
      messageID: id,
      sessionID: 'ses_hostile',
      ...part,
    })),
  }
}
