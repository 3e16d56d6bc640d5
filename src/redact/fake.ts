/** What made-up secrets are made of: each tells a reader that it is none. */
const signs = {
  letters: 'FakeTokenOnlyForTests',
  alphanumeric: 'Fake0Token1Only2For3Tests4',
  upper: 'FAKE2TOKEN3ONLY4FOR5TESTS6',
  lower: 'fake0token1only2for3tests4',
  hex: 'fa4e0123456789abcdef',
  digits: '9081726354',
  bech32: 'FAKEKEY0N2Y3TESTSQPZRX8G',
}

/** So many signs of an alphabet, for the examples of rules. The same every time. */
export function fake(alphabet: keyof typeof signs, length: number): string {
  return signs[alphabet].repeat(Math.ceil(length / signs[alphabet].length)).slice(0, length)
}
