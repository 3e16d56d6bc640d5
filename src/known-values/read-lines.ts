/** A name and what it is set to. */
export interface Setting {
  name: string
  value: string
}

/** Quotes may hold several lines, as private keys in `.env` files do. */
const setting =
  /^[ \t]*(?:export[ \t]+|set[ \t]+|-[ \t]+)?["']?([^\s"'=#;][^\s"'=]{0,200}?)["']?[ \t]*(?:=|:(?=[ \t]))[ \t]*(?:"((?:[^"\\]|\\[\s\S])*)"|'([^']*)'|([^\r\n]*))/gm

/**
 * Settings of a file of lines: dotenv, INI, properties, TOML, and what YAML has
 * on one line. It knows none of them fully, and reads what looks like one.
 */
export function readLines(text: string): Setting[] {
  return [...text.matchAll(setting)].flatMap(([, name = '', double, single, plain]) => {
    const value = double === undefined ? (single ?? withoutComment(plain ?? '')) : unescaped(double)
    return value === '' ? [] : [{name, value}]
  })
}

function withoutComment(value: string): string {
  return value
    .replace(/[ \t]+#.*$/, '')
    .trim()
    .replace(/,$/, '')
}

function unescaped(value: string): string {
  return value.replace(/\\(["\\nrt$])/g, (_all, sign: string) => signs[sign] ?? sign)
}

const signs: Readonly<Record<string, string>> = {n: '\n', r: '\r', t: '\t'}
