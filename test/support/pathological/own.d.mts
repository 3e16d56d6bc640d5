export const own: Record<string, string>
export const terminals: Record<string, string>
export const values: Record<string, string>
