import {type Finding, type FindingDetail, mostPlaces, type NativePlace} from '../session/finding.js'

interface Found {
  findings: Finding[]
  details: FindingDetail[]
}

/**
 * The findings of what goes out: a finding whose every place stays at home is
 * nobody's concern. Masks keep their numbers.
 */
export function goingOut(
  {findings, details}: Found,
  isLeftOut: (place: NativePlace) => boolean,
): Found {
  const isAtHome = ({places}: FindingDetail) =>
    places.length > 0 && places.length < mostPlaces && places.every(isLeftOut)
  const kept = details.filter((detail) => !isAtHome(detail))
  const keyOf = ({rule, number}: Finding) => `${rule} ${number}`
  const going = new Set(kept.map(keyOf))
  const gone = new Set(
    details
      .filter(isAtHome)
      .map(keyOf)
      .filter((key) => !going.has(key)),
  )
  return {details: kept, findings: findings.filter((finding) => !gone.has(keyOf(finding)))}
}
