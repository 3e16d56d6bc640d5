import {createHmac, timingSafeEqual} from 'node:crypto'

/**
 * The secret with which a client changes a share. It is made from the key of the state, so that it
 * is kept nowhere, every instance knows it, and a client that asks twice gets the same.
 */
export function secretOf(key: Uint8Array, shareID: string): string {
  return createHmac('sha256', key).update(`serve secret of ${shareID}`).digest('base64url')
}

/** Whether two texts are equal, in a time that tells nothing of where they differ. */
export function isSameText(given: string, wanted: string): boolean {
  // Digests are of one length, which the comparison needs.
  const [one, other] = [given, wanted].map((text) =>
    createHmac('sha256', 'sessionpress').update(text).digest(),
  )
  return one !== undefined && other !== undefined && timingSafeEqual(one, other)
}
