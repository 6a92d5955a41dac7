/** Colours of printing ink without a profile that says how they look. */

/** Cyan, magenta, yellow and black to red, green and blue, as browsers do it: each ink takes its share of the light. */
export function inkToLight(inks: Uint8Array): Uint8Array {
  const light = new Uint8Array((inks.length / 4) * 3)
  for (let from = 0, to = 0; to < light.length; from += 4, to += 3) {
    const left = (255 - (inks[from + 3] as number)) / 255
    for (let channel = 0; channel < 3; channel++)
      light[to + channel] = Math.round((255 - (inks[from + channel] as number)) * left)
  }
  return light
}
