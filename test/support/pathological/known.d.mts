/** Texts of a size and shape that make parsers slow. */
export const known: Record<string, string>
