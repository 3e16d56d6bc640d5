import process from 'node:process'

const length = 1_000_000
/** Milliseconds for 100 KB. */
const mostTime = 50
/** Under these a line is not tried in its full length. */
const leastTime = 5
const shown = 3

/** How long lines take that were made to be slow; what falls short. */
export function attack(redaction) {
  const {rules, maskSecrets, maskWithDataUrls, createTally} = redaction
  const slowest = rules.map((rule) => ({
    name: `${rule.id} (${rule.what})`,
    ...slowestOf(piecesFor(rule), (line) => search(rule, line)),
  }))
  const tally = createTally()
  const whole = slowestOf(pieces, (line) =>
    maskWithDataUrls(line, (text) => maskSecrets(text, tally)),
  )
  slowest.sort((a, b) => b.time - a.time)
  for (const one of slowest.slice(0, shown)) print(one)
  print({name: 'all rules together', ...whole})
  return [
    (slowest[0]?.time ?? 0) > mostTime && `slowest line of ${slowest[0]?.name}`,
    whole.time > mostTime && 'slowest line of all rules',
  ]
}

function search({pattern, isSecret}, line) {
  for (const match of line.matchAll(pattern)) {
    isSecret?.(match.groups?.secret ?? match[0], match[0])
  }
}

function slowestOf(all, work) {
  let slowest = {time: 0, piece: ''}
  for (const piece of all) {
    const line = `${piece.repeat(Math.ceil(length / 10 / piece.length))}\u0001`
    if (timeOf(work, line) <= Math.max(slowest.time, leastTime)) continue
    // Once more and longer: what else the machine did is no fault of the rule, and time that
    // grows with the square of the length shows.
    const long = `${piece.repeat(Math.ceil(length / piece.length))}\u0001`
    const time = timeOf(work, long)
    if (time > slowest.time) slowest = {time, piece}
  }
  return slowest
}

/** In milliseconds for 100 KB. */
function timeOf(work, line) {
  const start = process.cpuUsage()
  work(line)
  const {user, system} = process.cpuUsage(start)
  return ((user + system) / 1000 / line.length) * 100_000
}

const pieces = [
  ...[
    'a',
    'A0',
    'aA0-',
    'aA0_',
    'a.',
    ' ',
    '\t',
    '\n',
    '"',
    "'",
    '`',
    '\\',
    ':',
    '=',
    '-',
    '/',
    '{',
    '(',
  ],
  ...['a=', 'a:', 'a\n', `${'a'.repeat(70)}\n`, '"a" + "b" + ', '" + "', '\\n', '\\u0061', '\\\\'],
  ...[
    '%41',
    '%25',
    '&amp;',
    '&#97;',
    '&a',
    '\u001b[31ma',
    '\u001b]',
    '\u200b',
    '\udb40',
    'a**b',
    'a`b',
  ],
  ...['data:', 'data:,', 'data:;base64,', 'data:;', 'token=', 'password', 'key: "', '://a:b'],
  ...[
    '-----BEGIN PRIVATE KEY-----',
    'eyJ',
    'kind: Secret\n',
    'ghp_',
    'YWJjZGVmZ2hpamtsbW5vcHFyc3R1dnd4 ',
  ],
]

/** Parts of the example and the keywords, so that a rule begins again and again and never ends. */
function piecesFor({example, keywords}) {
  const shares = [0.1, 0.3, 0.5, 0.7, 0.9]
  const starts = shares.map((share) => example.slice(0, Math.ceil(example.length * share)))
  const ends = ['', ' ', '=', ': ', '_', '-', '"', ' '.repeat(30), '\\'.repeat(8), 'a'.repeat(70)]
  return [
    ...[...starts, `${example.slice(0, -1)}.`, `${example}!`],
    ...keywords.flatMap((keyword) => ends.map((end) => keyword + end)),
    ...keywords.flatMap((keyword) => [`--${keyword}`, `a${keyword}"`]),
    ...pieces.slice(0, 20),
  ]
}

function print({name, time, piece}) {
  const shownPiece = JSON.stringify(piece.length > 40 ? `${piece.slice(0, 40)}…` : piece)
  console.log(`slowest line             ${time.toFixed(1)} ms for 100 KB, ${name}: ${shownPiece}`)
}
