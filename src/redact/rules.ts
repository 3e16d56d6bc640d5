/** One kind of secret, known by its form. */
export interface Rule {
  /** Stable name, shown in place of the secret: `[redacted:github-token#1]`. */
  id: string
  /** What it is, in words. */
  what: string
  /** Matches the secret; where it has a group `secret`, that alone is masked. */
  pattern: RegExp
  /** Lower-case texts of which one must stand in the same string, or the pattern is not tried. */
  keywords: readonly string[]
  /** Least Shannon entropy of the secret, in bits a character. */
  entropy?: number
}

/** A token with a prefix of its own: a word boundary before it, no more of its alphabet after it. */
function token(id: string, what: string, body: string, keywords: string, entropy?: number): Rule {
  const pattern = new RegExp(`(?<![A-Za-z0-9_-])(?<secret>${body})(?![A-Za-z0-9_-])`, 'g')
  return {id, what, pattern, keywords: keywords.split(' '), ...(entropy ? {entropy} : {})}
}

/**
 * Forms are taken from the vendors' own documentation of their tokens. The
 * first rule that matches a place names it, so special ones stand first.
 */
export const rules: readonly Rule[] = [
  {
    id: 'private-key',
    what: 'private key in PEM form',
    pattern:
      /-----BEGIN (?:[A-Z0-9]+ ){0,4}PRIVATE KEY(?: BLOCK)?-----[\s\S]{0,20000}?-----END (?:[A-Z0-9]+ ){0,4}PRIVATE KEY(?: BLOCK)?-----/g,
    keywords: ['private key'],
  },
  token(
    'github-token',
    'GitHub token',
    'gh[pousr]_[A-Za-z0-9]{36,255}',
    'ghp_ gho_ ghu_ ghs_ ghr_',
  ),
  token(
    'github-token',
    'GitHub fine-grained token',
    'github_pat_[A-Za-z0-9_]{60,255}',
    'github_pat_',
  ),
  token(
    'gitlab-token',
    'GitLab token',
    'gl(?:pat|dt|rt|cbt|ptt|ft|soat|agent|imt)-[A-Za-z0-9_-]{20,300}',
    'gl',
  ),
  token(
    'aws-access-key',
    'AWS access key id',
    '(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}',
    'akia asia abia acca',
  ),
  {
    id: 'aws-secret-key',
    what: 'AWS secret access key',
    pattern:
      /aws.{0,20}(?:secret|key).{0,20}?["'\s:=]{1,8}(?<secret>[A-Za-z0-9/+]{40})(?![A-Za-z0-9/+=])/gi,
    keywords: ['aws'],
    entropy: 3.5,
  },
  token(
    'anthropic-key',
    'Anthropic API key',
    'sk-ant-[a-z0-9]{3,10}-[A-Za-z0-9_-]{40,200}',
    'sk-ant-',
  ),
  token('openrouter-key', 'OpenRouter API key', 'sk-or-v1-[a-f0-9]{64}', 'sk-or-'),
  token('openai-key', 'OpenAI API key', 'sk-(?:proj|svcacct|admin)-[A-Za-z0-9_-]{40,220}', 'sk-'),
  token('openai-key', 'OpenAI API key', 'sk-[A-Za-z0-9]{48}', 'sk-'),
  token('deepseek-key', 'DeepSeek-style API key', 'sk-[a-f0-9]{32}', 'sk-'),
  token('google-key', 'Google API key', 'AIza[A-Za-z0-9_-]{35}', 'aiza'),
  token('google-oauth', 'Google OAuth token', 'ya29\\.[A-Za-z0-9_-]{20,500}', 'ya29.'),
  token('google-oauth-secret', 'Google OAuth client secret', 'GOCSPX-[A-Za-z0-9_-]{28}', 'gocspx-'),
  token('groq-key', 'Groq API key', 'gsk_[A-Za-z0-9]{52}', 'gsk_'),
  token('xai-key', 'xAI API key', 'xai-[A-Za-z0-9]{80}', 'xai-'),
  token('huggingface-token', 'Hugging Face token', '(?:hf|api_org)_[A-Za-z]{34}', 'hf_ api_org_'),
  token('replicate-token', 'Replicate token', 'r8_[A-Za-z0-9]{37}', 'r8_'),
  token('perplexity-key', 'Perplexity key', 'pplx-[A-Za-z0-9]{48}', 'pplx-'),
  token('slack-token', 'Slack token', 'xox[abeoprs]-[A-Za-z0-9-]{10,250}', 'xox'),
  token(
    'slack-app-token',
    'Slack app token',
    'xapp-[0-9]-[A-Z0-9]{5,20}-[0-9]+-[a-z0-9]{20,100}',
    'xapp-',
  ),
  {
    id: 'slack-webhook',
    what: 'Slack webhook',
    pattern: /https:\/\/hooks\.slack\.com\/(?:services|workflows|triggers)\/[A-Za-z0-9/]{20,100}/g,
    keywords: ['hooks.slack.com'],
  },
  {
    id: 'discord-webhook',
    what: 'Discord webhook',
    pattern:
      /https:\/\/(?:canary\.|ptb\.)?discord(?:app)?\.com\/api\/webhooks\/\d{15,20}\/[A-Za-z0-9_-]{60,80}/g,
    keywords: ['/api/webhooks/'],
  },
  token('telegram-token', 'Telegram bot token', '[0-9]{8,10}:AA[A-Za-z0-9_-]{33}', ':aa'),
  token('stripe-key', 'Stripe key', '(?:sk|rk)_(?:live|test|prod)_[A-Za-z0-9]{10,99}', 'sk_ rk_'),
  token('stripe-webhook', 'Stripe webhook secret', 'whsec_[A-Za-z0-9+/]{32,64}', 'whsec_'),
  token(
    'square-token',
    'Square token',
    '(?:EAAA[A-Za-z0-9_-]{60}|sq0(?:atp|csp)-[A-Za-z0-9_-]{22,43})',
    'eaaa sq0',
  ),
  token('shopify-token', 'Shopify token', 'shp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}', 'shp'),
  token('npm-token', 'npm token', 'npm_[A-Za-z0-9]{36}', 'npm_'),
  token('pypi-token', 'PyPI token', 'pypi-[A-Za-z0-9_-]{50,250}', 'pypi-'),
  token('rubygems-key', 'RubyGems key', 'rubygems_[a-f0-9]{48}', 'rubygems_'),
  token('dockerhub-token', 'Docker Hub token', 'dckr_(?:pat|oat)_[A-Za-z0-9_-]{27,40}', 'dckr_'),
  token('digitalocean-token', 'DigitalOcean token', 'do[opr]_v1_[a-f0-9]{64}', '_v1_'),
  token('sendgrid-key', 'SendGrid key', 'SG\\.[A-Za-z0-9_-]{16,32}\\.[A-Za-z0-9_-]{16,64}', 'sg.'),
  token('mailgun-key', 'Mailgun key', 'key-[a-f0-9]{32}', 'key-'),
  token('twilio-key', 'Twilio key', '(?:AC|SK)[a-f0-9]{32}', 'ac sk'),
  token(
    'vault-token',
    'HashiCorp Vault token',
    'hv[sbr]\\.[A-Za-z0-9_-]{24,300}',
    'hvs. hvb. hvr.',
  ),
  token(
    'terraform-token',
    'Terraform Cloud token',
    '[A-Za-z0-9]{14}\\.atlasv1\\.[A-Za-z0-9_-]{60,70}',
    '.atlasv1.',
  ),
  token('databricks-token', 'Databricks token', 'dapi[a-f0-9]{32}(?:-\\d)?', 'dapi'),
  token('linear-key', 'Linear key', 'lin_(?:api|oauth)_[A-Za-z0-9]{32,64}', 'lin_'),
  token(
    'notion-token',
    'Notion token',
    '(?:ntn_[A-Za-z0-9]{40,50}|secret_[A-Za-z0-9]{43})',
    'ntn_ secret_',
  ),
  token('atlassian-token', 'Atlassian token', 'ATATT3[A-Za-z0-9_=-]{180,200}', 'atatt3'),
  token('sentry-token', 'Sentry token', 'sntr[yu]s?_[A-Za-z0-9+/=_-]{40,250}', 'sntry'),
  token('grafana-token', 'Grafana token', 'gl(?:sa|c)_[A-Za-z0-9+/=_-]{32,250}', 'glsa_ glc_'),
  token('newrelic-key', 'New Relic key', 'NRAK-[A-Z0-9]{27}', 'nrak-'),
  token(
    'age-key',
    'age secret key',
    'AGE-SECRET-KEY-1[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{58}',
    'age-secret-key-1',
  ),
  token('supabase-token', 'Supabase token', 'sb[ps]_[a-z0-9]{40}', 'sbp_ sbs_'),
  token('fly-token', 'Fly.io token', 'fo1_[A-Za-z0-9_-]{43}', 'fo1_'),
  token(
    'planetscale-token',
    'PlanetScale token',
    'pscale_(?:tkn|pw|oauth)_[A-Za-z0-9=._-]{32,64}',
    'pscale_',
  ),
  token('postman-key', 'Postman key', 'PMAK-[a-f0-9]{24}-[a-f0-9]{34}', 'pmak-'),
  {
    id: 'jwt',
    what: 'JSON Web Token',
    pattern:
      /(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{10,4000}\.eyJ[A-Za-z0-9_-]{10,8000}\.[A-Za-z0-9_-]{10,2000}/g,
    keywords: ['eyj'],
  },
  {
    id: 'authorization',
    what: 'Authorization header',
    pattern:
      /\bauthorization["']?\s{0,4}[:=]\s{0,4}["']?(?:bearer|basic|token)\s+(?<secret>[A-Za-z0-9._~+/=-]{12,4000})/gi,
    keywords: ['authorization'],
  },
  {
    id: 'bearer-token',
    what: 'bearer token',
    pattern: /\bbearer\s+(?<secret>[A-Za-z0-9._~+/-]{20,4000}={0,2})/gi,
    keywords: ['bearer'],
    entropy: 3.2,
  },
  {
    id: 'cookie',
    what: 'cookie header',
    pattern:
      /\b(?:set-)?cookie["']?\s{0,4}:\s{0,4}["']?(?<secret>[A-Za-z0-9_.-]{1,80}=[^\s"';]{12,4000})/gi,
    keywords: ['cookie'],
  },
  {
    id: 'url-password',
    what: 'password in a URL',
    pattern:
      /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s:@/"'`<>]{0,100}:(?<secret>[^\s:@/"'`<>]{3,200})@[A-Za-z0-9[]/gi,
    keywords: ['://'],
  },
  {
    id: 'secret-assignment',
    what: 'value of a variable whose name says that it is secret',
    pattern:
      /(?<![A-Za-z0-9])[A-Za-z0-9_.-]{0,40}(?:api[_-]?key|access[_-]?key|secret[_-]?key|private[_-]?key|auth[_-]?token|access[_-]?token|refresh[_-]?token|client[_-]?secret|passw(?:or)?d|passphrase|secret|token)["']?\s{0,4}(?:=>|:=|=|:)\s{0,4}["'`]?(?<secret>[A-Za-z0-9_.~+/=@!$%^&*#?-]{12,500})(?=["'`\s,;)\]}]|$)/gi,
    keywords: ['key', 'token', 'secret', 'passw', 'passphrase'],
    entropy: 3.4,
  },
]
