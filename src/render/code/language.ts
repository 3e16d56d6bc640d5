/** Language of a file, by its name. `undefined` where nothing is known: the file is shown plain. */
export function languageOfPath(path: string): string | undefined {
  const name = (path.split(/[\\/]/).at(-1) ?? '').toLowerCase()
  if (Object.hasOwn(names, name)) return names[name]
  const extension = name.includes('.') ? (name.split('.').at(-1) ?? '') : ''
  return Object.hasOwn(extensions, extension) ? extensions[extension] : undefined
}

/** Language of a fence, by the first word after it. */
export function languageOfFence(info: string | undefined): string | undefined {
  const word = info
    ?.trim()
    .split(/[\s{,:]/)[0]
    ?.toLowerCase()
  if (!word) return undefined
  return Object.hasOwn(fences, word) ? fences[word] : word
}

/** Languages that files and fences are known by, as shiki names them. */
export function commonLanguages(): string[] {
  const known = [names, fences, extensions].flatMap((table) => Object.values(table))
  return [...new Set(known)].sort()
}

const names: Record<string, string> = {
  dockerfile: 'docker',
  containerfile: 'docker',
  makefile: 'make',
  'cmakelists.txt': 'cmake',
  gemfile: 'ruby',
  rakefile: 'ruby',
  '.bashrc': 'bash',
  '.zshrc': 'bash',
  '.env': 'dotenv',
  '.gitignore': 'ini',
  '.editorconfig': 'ini',
  'go.mod': 'go',
}

const fences: Record<string, string> = {
  'c++': 'cpp',
  golang: 'go',
  patch: 'diff',
  node: 'javascript',
  shell: 'bash',
  sh: 'bash',
  zsh: 'bash',
}

const extensions: Record<string, string> = {
  astro: 'astro',
  bash: 'bash',
  bat: 'bat',
  c: 'c',
  cc: 'cpp',
  cfg: 'ini',
  cjs: 'javascript',
  clj: 'clojure',
  cmake: 'cmake',
  conf: 'ini',
  cpp: 'cpp',
  cs: 'csharp',
  css: 'css',
  cts: 'typescript',
  dart: 'dart',
  diff: 'diff',
  erl: 'erlang',
  ex: 'elixir',
  exs: 'elixir',
  fs: 'fsharp',
  go: 'go',
  gql: 'graphql',
  gradle: 'groovy',
  graphql: 'graphql',
  groovy: 'groovy',
  h: 'c',
  hcl: 'hcl',
  hpp: 'cpp',
  hs: 'haskell',
  htm: 'html',
  html: 'html',
  ini: 'ini',
  java: 'java',
  jl: 'julia',
  js: 'javascript',
  json: 'json',
  json5: 'json5',
  jsonc: 'jsonc',
  jsonl: 'jsonl',
  jsx: 'jsx',
  kt: 'kotlin',
  kts: 'kotlin',
  less: 'less',
  lua: 'lua',
  m: 'objective-c',
  md: 'markdown',
  mdx: 'mdx',
  mjs: 'javascript',
  ml: 'ocaml',
  mts: 'typescript',
  nix: 'nix',
  patch: 'diff',
  php: 'php',
  pl: 'perl',
  prisma: 'prisma',
  proto: 'proto',
  ps1: 'powershell',
  py: 'python',
  pyi: 'python',
  r: 'r',
  rb: 'ruby',
  rs: 'rust',
  sass: 'sass',
  scala: 'scala',
  scss: 'scss',
  sh: 'bash',
  sol: 'solidity',
  sql: 'sql',
  svelte: 'svelte',
  svg: 'xml',
  swift: 'swift',
  tf: 'terraform',
  toml: 'toml',
  ts: 'typescript',
  tsx: 'tsx',
  vim: 'viml',
  vue: 'vue',
  xml: 'xml',
  yaml: 'yaml',
  yml: 'yaml',
  zig: 'zig',
  zsh: 'bash',
}
