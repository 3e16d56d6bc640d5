const steps = [0, 95, 135, 175, 215, 255]

/** Number of the palette's colour (16 to 255) that is nearest to a true colour. */
export function nearestColor(red: number, green: number, blue: number): number {
  const cube = [red, green, blue].map(nearestStep)
  const [r = 0, g = 0, b = 0] = cube
  const grey = Math.max(0, Math.min(23, Math.round(((red + green + blue) / 3 - 8) / 10)))
  const level = 8 + grey * 10
  const cubeDistance = distance(
    [red, green, blue],
    cube.map((step) => steps[step] ?? 0),
  )
  const greyDistance = distance([red, green, blue], [level, level, level])
  return greyDistance < cubeDistance ? 232 + grey : 16 + 36 * r + 6 * g + b
}

function nearestStep(value: number): number {
  let best = 0
  for (const [index, step] of steps.entries()) {
    if (Math.abs(step - value) < Math.abs((steps[best] ?? 0) - value)) best = index
  }
  return best
}

function distance(one: number[], other: number[]): number {
  return one.reduce((sum, part, index) => sum + (part - (other[index] ?? 0)) ** 2, 0)
}
