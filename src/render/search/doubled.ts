/** A copy of an array of numbers with as much room again. */
export function doubled<Numbers extends Uint32Array | Uint8Array>(array: Numbers): Numbers {
  const larger = new (array.constructor as new (length: number) => Numbers)(array.length * 2) // Of the same sort.
  larger.set(array)
  return larger
}
