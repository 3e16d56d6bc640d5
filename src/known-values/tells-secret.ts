/** Words of which one in a name says that the value is secret. */
const telling =
  /^(?:(?:[a-z0-9]*(?:api|access|auth|secret|private|signing|encryption|account|master|license|service|client))?keys?|[a-z0-9]*tokens?|[a-z0-9]*secrets?|pass|[a-z0-9]*passw(?:or)?d|passwords?|passphrase|pwd|pw|pat|credentials?|creds?|auth|oauth|dsn|jwt|bearer|cookies?|verifier)$/

/** Words that end a name whose value is no secret itself. */
const harmless =
  /^(?:id|ids|name|names|file|files|path|paths|dir|url|uri|host|port|user|username|type|kind|length|size|ttl|expires?|expiry|expiration|at|in|scopes?|method|mode|enabled|disabled|required|region|provider|algorithm|version|count|max|min|limit|sock|socket|agent|pid|layout|map)$/

/** Words that make a key one for everybody. */
const open = /^(?:public|publishable|pub|monkey|turkey|keyboard|hotkeys?)$/

/**
 * Whether the name of a variable or of a field says that its value is secret:
 * `GITHUB_TOKEN`, `apiKey`, `//registry/:_authToken`; not `KEY_FILE`, `AUTHOR`, `PUBLIC_KEY`.
 */
export function tellsSecret(name: string): boolean {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean)
  if (words.some((word) => open.test(word)) || harmless.test(words.at(-1) ?? '')) return false
  return words.some((word) => telling.test(word))
}
