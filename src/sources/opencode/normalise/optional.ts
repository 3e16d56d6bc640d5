/** A property that is there only when it has a value, as `exactOptionalPropertyTypes` asks. */
export function optional<K extends string, V>(name: K, value: V | undefined): {[key in K]?: V} {
  return value === undefined ? {} : ({[name]: value} as {[key in K]?: V}) // A computed key loses its type.
}
