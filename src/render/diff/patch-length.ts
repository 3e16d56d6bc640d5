/** Lines of a patch, without those that only say where a hunk begins. */
export function patchLength(patch: string): number {
  return (patch.match(/^(?!@@ )(?=.|\n)/gm) ?? []).length
}
