/** Which canaries stand in a text: as they are, escaped, in base64 of any alignment, or in UTF-16. */
export function findCanaries(text: string, canaries: string[]): string[] {
  const texts = [text, ...written(text), ...decoded(text)].flatMap((form) => [
    form,
    ...written(form),
  ])
  return canaries.filter((canary) => texts.some((form) => form.includes(canary)))
}

/** The text without the escapes of JSON, URLs and HTML, without colours, and without zero bytes. */
function written(text: string): string[] {
  return [
    text.replace(/\\u([0-9a-f]{4})/gi, (_all, code) => sign(code)).replace(/\\+\//g, '/'),
    text.replace(/%([0-9a-f]{2})/gi, (_all, code) => sign(code)),
    text.replace(/&#x([0-9a-f]{1,4});/gi, (_all, code) => sign(code)),
    text.replace(/\u001b\[[0-9;]*m|\0/g, ''),
    text.replace(/<[^<>]*>/g, ''),
  ]
}

function sign(code: string): string {
  return String.fromCharCode(Number.parseInt(code, 16))
}

function decoded(text: string): string[] {
  const runs = text.match(/[A-Za-z0-9+/_-]{16,}/g) ?? []
  return [0, 1, 2, 3].map((from) =>
    runs.map((run) => Buffer.from(run.slice(from), 'base64').toString('latin1')).join('\n'),
  )
}
