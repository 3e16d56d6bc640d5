import {isObject, type Json} from '../../session/json.js'
import {copyJson} from './copy-json.js'

/** Fields that AI SDKs keep for themselves on parts, contents and states. */
export const providerFields = [
  'native',
  'providerMetadata',
  'providerOptions',
  'callProviderMetadata',
  'resultProviderMetadata',
]

const provider =
  /^(?:anthropic|openai|azure|google|gemini|vertex|amazon|bedrock|openrouter|github-?copilot|copilot|xai|mistral|groq|deepseek|cohere|gateway|alibaba|moonshot|zai|opencode)/i

/** Names of what a provider wants back word for word, and nobody can read. */
const blob =
  /signature|encrypted|redacted_?data|^item_?id$|^response_?id$|reasoning_?details|^cache_?control$/i

/** Metadata of a kind that is not known: everything but what belongs to a provider. */
export function withoutProviderBlobs(metadata: Json): Json {
  if (!isObject(metadata)) return copyJson(metadata)
  const kept = Object.entries(metadata).filter(
    ([name, value]) => !isOfProvider(name, value) && !providerFields.includes(name),
  )
  return copyJson(Object.fromEntries(kept))
}

function isOfProvider(name: string, value: Json | undefined): boolean {
  if (blob.test(name)) return true
  return (
    isObject(value) && (provider.test(name) || Object.keys(value).some((key) => blob.test(key)))
  )
}
