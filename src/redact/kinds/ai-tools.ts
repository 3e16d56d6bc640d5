import {alphanumeric, form, hex, oneOf, raw, upper, urlSafe, uuid} from '../form.js'
import type {Rule} from '../rule.js'
import {beside, secretName} from './beside.js'
import {documented, token} from './token.js'

/** What tools around language models give out: traces, search, sandboxes, memory. */
export const aiTools: readonly Rule[] = [
  ...documented(
    'https://docs.langchain.com/langsmith/create-account-api-key',
    token(
      'langsmith-key',
      'LangSmith API key',
      form`lsv2_${oneOf('pt', 'sk')}_${hex(32)}_${hex(10)}`,
    ),
  ),
  ...documented(
    'https://langfuse.com/docs/api-and-data-platform/features/public-api',
    token('langfuse-key', 'Langfuse secret key', form`sk-lf-${uuid}`),
  ),
  ...documented(
    'https://docs.pinecone.io/guides/projects/manage-api-keys',
    token(
      'pinecone-key',
      'Pinecone API key',
      form`pcsk_${raw('[A-Za-z0-9_]{50,80}', `Fake0_${alphanumeric(62).sample}`)}`,
    ),
    beside('pinecone-key', 'older Pinecone API key', 'pinecone', uuid, {name: secretName}),
  ),
  ...documented(
    'https://docs.tavily.com/documentation/api-reference/introduction',
    token(
      'tavily-key',
      'Tavily API key',
      form`tvly-${raw('(?:dev-|prod-)?[A-Za-z0-9]{32}', `dev-${alphanumeric(32).sample}`)}`,
    ),
  ),
  ...documented(
    'https://docs.exa.ai/reference/getting-started',
    beside('exa-key', 'Exa API key', 'exa-api exa-search', uuid),
  ),
  ...documented(
    'https://docs.firecrawl.dev/introduction',
    token('firecrawl-key', 'Firecrawl API key', form`fc-${hex(32)}`, {
      isStrict: true,
      entropy: 2.8,
    }),
  ),
  ...documented(
    'https://jina.ai/embeddings/',
    token(
      'jina-key',
      'Jina API key',
      form`jina_${raw('[a-f0-9]{32}[A-Za-z0-9_-]{28}', `${hex(32).sample}${alphanumeric(28).sample}`)}`,
    ),
  ),
  ...documented(
    'https://docs.voyageai.com/docs/api-key-and-installation',
    token('voyage-key', 'Voyage AI API key', form`pa-${urlSafe(43)}`, {
      isStrict: true,
      entropy: 3.8,
    }),
  ),
  ...documented(
    'https://docs.runpod.io/get-started/api-keys',
    token('runpod-key', 'RunPod API key', form`rpa_${upper(40, 50)}`),
  ),
  ...documented(
    'https://modal.com/docs/guide/workspaces',
    token('modal-token', 'Modal token', form`a${oneOf('k', 's')}-${alphanumeric(22)}`, {
      isStrict: true,
      entropy: 3.6,
      confidence: 'unsure',
    }),
  ),
  ...documented(
    'https://docs.wandb.ai/guides/track/environment-variables/',
    beside('wandb-key', 'Weights & Biases API key', 'wandb', hex(40)),
  ),
  ...documented(
    'https://docs.llamaindex.ai/en/stable/llama_cloud/',
    token('llamacloud-key', 'LlamaCloud API key', form`llx-${alphanumeric(48)}`),
  ),
  ...documented(
    'https://docs.apify.com/platform/integrations/api',
    token('apify-token', 'Apify token', form`apify_api_${alphanumeric(34, 40)}`),
  ),
  ...documented(
    'https://e2b.dev/docs/api-key',
    token('e2b-key', 'E2B API key', form`e2b_${hex(40)}`),
  ),
  ...documented(
    'https://docs.mem0.ai/platform/quickstart',
    token('mem0-key', 'Mem0 API key', form`m0-${alphanumeric(40)}`, {isStrict: true, entropy: 3.5}),
  ),
  ...documented(
    'https://docs.composio.dev/docs/quickstart',
    beside(
      'composio-key',
      'Composio API key',
      'composio',
      raw('(?:ak_)?[A-Za-z0-9_-]{20,24}', `ak_${alphanumeric(20).sample}`),
    ),
  ),
]
