/**
 * Named bytes that outlast a crash, for one process or for many: a folder of this machine, or a part
 * of a bucket. Names are words between `/`. What `write` and `remove` said is done when they resolve.
 */
export interface Shelf {
  /** Where it is, in words that can be shown to a person. */
  location: string
  /** The bytes under a name, `undefined` where there are none. */
  read(name: string): Promise<Uint8Array | undefined>
  /**
   * Keep bytes under a name, whole or not at all.
   *
   * @returns Whether they were kept: with `isNew` only where nothing is kept under that name, whoever
   * else tries so at the same time.
   */
  write(name: string, bytes: Uint8Array, options?: {isNew?: boolean}): Promise<boolean>
  /** Every name that begins so, sorted. */
  list(prefix: string): Promise<string[]>
  /** Forget names; those that are not there are fine. */
  remove(names: readonly string[]): Promise<void>
}

/** @throws Error for a name that could lead elsewhere. It is ours to make, so it is a bug. */
export function checkShelfName(name: string): void {
  const isPlain = name.split('/').every((word) => /^[\w-][\w.-]*$/.test(word))
  if (!isPlain) throw new Error(`\`${name}\` is no name on a shelf.`)
}
