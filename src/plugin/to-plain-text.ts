/**
 * Text without what moves a cursor, hides or turns around: names that a project's file gives may
 * hold it, and the log is read on a terminal. Line breaks stay.
 */
export function toPlainText(text: string): string {
  return text.replace(/(?!\n)[\p{Cc}\p{Cf}\p{Cs}]/gu, ' ')
}
