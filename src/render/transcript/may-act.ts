/** Whether a text holds anything that could do something: tags, and what begins or defines links and pictures. */
export function mayAct(text: string): boolean {
  // Bare addresses are always safe ones.
  return /<|!\[|\]\(|\]:|\]\[/.test(text)
}
