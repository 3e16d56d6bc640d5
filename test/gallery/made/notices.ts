import type {Notice, NoticeKind} from '../../../src/session/model.js'

const said: Record<NoticeKind, readonly [text: string, detail: string]> = {
  error: [
    'The provider refused the request: 429, too many requests.',
    '{"error": {"type": "rate_limit", "retry_after": 2}}',
  ],
  interrupted: ['Interrupted by the user after 64 s.', 'AbortError: the operation was aborted'],
  retry: ['The provider was busy; tried again after 2 s.', '529 overloaded_error'],
  limit: ['The answer reached the output limit of the model and ends here.', 'finish: length'],
  filtered: ['The provider’s content filter stopped the answer.', 'finish: content-filter'],
  compaction: [
    'Context compacted automatically, 62 k to 9 k tokens',
    '## Goal\n\nPercentage discounts for the cart.\n\n## Done\n\n- `Cart` takes a percentage\n- tests pass',
  ],
  agent: ['Agent changed to plan', 'plan: read only'],
  model: ['Model changed to acme-coder-large (high)', 'acme/acme-coder-large'],
  moved: ['The session moved to ~/acme-shop-2.', '~/acme-shop'],
  subtask: ['A subtask was asked for: review the last commit.', 'Review the last commit.'],
  system: ['The system prompt changed.', 'You are a helpful agent.\nBe terse.'],
  outcome: ['The answer ended in an unknown way: odd.', 'finish: odd'],
  structured: ['The answer was given as data.', '{\n  "total": 1513\n}'],
}

/** Every notice as it is, with what is behind it, and undone. */
export function notices(): Notice[] {
  return Object.entries(said).flatMap(([kind, [text, detail]]) => {
    // The keys of a record are its keys.
    const notice: Notice = {
      type: 'notice',
      number: 1,
      isUndone: false,
      kind: kind as NoticeKind,
      text,
    }
    return [notice, {...notice, detail}, ...(kind === 'error' ? [{...notice, isUndone: true}] : [])]
  })
}
