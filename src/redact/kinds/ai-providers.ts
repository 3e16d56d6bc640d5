import {alphanumeric, digits, form, hex, lower, oneOf, raw, urlSafe} from '../form.js'
import type {Rule} from '../rule.js'
import {beside} from './beside.js'
import {documented, token} from './token.js'

/** What providers of language models, of voices and pictures give out. */
export const aiProviders: readonly Rule[] = [
  ...documented(
    'https://platform.claude.com/docs/en/api/overview',
    token('anthropic-key', 'Anthropic API key', form`sk-ant-api${digits(2)}-${urlSafe(80, 200)}`),
    token(
      'anthropic-admin-key',
      'Anthropic Admin API key',
      form`sk-ant-admin${digits(2)}-${urlSafe(80, 200)}`,
    ),
    token(
      'anthropic-oauth-token',
      'OAuth token of Claude',
      form`sk-ant-${oneOf('oat', 'ort', 'sid')}${digits(2)}-${urlSafe(40, 200)}`,
    ),
  ),
  ...documented(
    'https://platform.openai.com/docs/api-reference/authentication',
    token(
      'openai-key',
      'OpenAI API key of a project, service account or admin',
      form`sk-${oneOf('proj', 'svcacct', 'admin', 'None')}-${urlSafe(40, 220)}`,
    ),
    token('openai-key', 'OpenAI API key', form`sk-${alphanumeric(48)}`),
    token(
      'openai-key',
      'OpenAI API key with a mark inside',
      form`${raw('sk-[A-Za-z0-9_-]{20,90}', `sk-${alphanumeric(20).sample}`)}T3BlbkFJ${urlSafe(20, 90)}`,
    ),
  ),
  ...documented(
    'https://api-docs.deepseek.com/',
    // Many providers that speak OpenAI's protocol write their keys so.
    token('deepseek-key', 'DeepSeek-style API key', form`sk-${hex(32)}`),
  ),
  ...documented(
    'https://openrouter.ai/docs/api/reference/authentication',
    token('openrouter-key', 'OpenRouter API key', form`sk-or-v1-${hex(64)}`),
  ),
  ...documented(
    'https://console.groq.com/docs/quickstart',
    token('groq-key', 'Groq API key', form`gsk_${alphanumeric(52)}`),
  ),
  ...documented(
    'https://docs.x.ai/docs/overview',
    token('xai-key', 'xAI API key', form`xai-${alphanumeric(80)}`),
  ),
  ...documented(
    'https://docs.mistral.ai/getting-started/quickstart/',
    beside('mistral-key', 'Mistral API key', 'mistral', alphanumeric(32)),
  ),
  ...documented(
    'https://docs.together.ai/docs/quickstart',
    token('together-key', 'Together API key', form`tgp_v1_${urlSafe(43)}`),
    beside('together-key', 'older Together API key', 'together-api together-ai together', hex(64)),
  ),
  ...documented(
    'https://docs.fireworks.ai/getting-started/quickstart',
    token('fireworks-key', 'Fireworks API key', form`fw_${alphanumeric(22, 24)}`, {
      isStrict: true,
      entropy: 3,
    }),
  ),
  ...documented(
    'https://huggingface.co/docs/hub/security-tokens',
    token(
      'huggingface-token',
      'Hugging Face token',
      form`hf_${raw('[A-Za-z0-9]{34}', 'FakeTokenOnlyForTestsFakeTokenOnly')}`,
    ),
    token(
      'huggingface-org-token',
      'Hugging Face token of an organisation',
      form`api_org_${alphanumeric(34)}`,
    ),
  ),
  ...documented(
    'https://replicate.com/docs/topics/security/api-tokens',
    token('replicate-token', 'Replicate token', form`r8_${alphanumeric(37)}`),
  ),
  ...documented(
    'https://docs.perplexity.ai/getting-started/quickstart',
    token('perplexity-key', 'Perplexity API key', form`pplx-${alphanumeric(48)}`),
  ),
  ...documented(
    'https://docs.cohere.com/reference/about',
    beside('cohere-key', 'Cohere API key', 'cohere co-api', alphanumeric(40)),
  ),
  ...documented(
    'https://elevenlabs.io/docs/api-reference/authentication',
    beside(
      'elevenlabs-key',
      'ElevenLabs API key',
      'eleven-labs xi-api',
      raw('(?:sk_)?[a-f0-9]{32}(?:[a-f0-9]{16})?', `sk_${hex(48).sample}`),
    ),
  ),
  ...documented(
    'https://www.assemblyai.com/docs/getting-started/transcribe-an-audio-file',
    beside('assemblyai-key', 'AssemblyAI API key', 'assembly-ai', hex(32)),
  ),
  ...documented(
    'https://developers.deepgram.com/docs/create-additional-api-keys',
    beside('deepgram-key', 'Deepgram API key', 'deepgram', hex(40)),
  ),
  ...documented(
    'https://inference-docs.cerebras.ai/quickstart',
    token('cerebras-key', 'Cerebras API key', form`csk-${lower(48)}`),
  ),
  ...documented(
    'https://docs.nvidia.com/nim/large-language-models/latest/getting-started.html',
    token('nvidia-key', 'NVIDIA API key', form`nvapi-${urlSafe(60, 70)}`),
  ),
  ...documented(
    'https://docs.ai21.com/reference/authentication',
    beside('ai21-key', 'AI21 API key', 'ai21-api', alphanumeric(32)),
  ),
  ...documented(
    'https://docs.private-ai.com/',
    beside('privateai-key', 'Private AI API key', 'private-ai', lower(32)),
  ),
  ...documented(
    'https://ollama.com/blog/web-search',
    beside(
      'ollama-key',
      'Ollama API key',
      'ollama',
      raw('[a-f0-9]{32}\\.[A-Za-z0-9_-]{24}', `${hex(32).sample}.${alphanumeric(24).sample}`),
    ),
  ),
  ...documented(
    'https://docs.z.ai/guides/overview/quick-start',
    beside(
      'zhipu-key',
      'Zhipu or Z.ai API key',
      'zhipu zai-api big-model glm-api',
      raw('[a-f0-9]{32}\\.[A-Za-z0-9]{16}', `${hex(32).sample}.${alphanumeric(16).sample}`),
    ),
  ),
  ...documented(
    'https://help.openai.com/en/articles/5112595-best-practices-for-api-key-safety',
    token('openai-session', 'OpenAI session key', form`sess-${alphanumeric(40)}`),
  ),
]
