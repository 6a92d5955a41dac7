/** Reads the flight data of React's server components, which Next.js writes into its pages row by row. */
import { parseJson } from './parse-json.ts'

/** Of more rows that are no JSON than this, the data is not what it looks like. */
const maxBroken = 1000

/** The JSON of its rows (`a:{…}`, `b:I[…]`, `:HL[…]`), each ended by a line end; texts (`c:T1f,…`) are passed over. Linear. */
export function* readFlight(flight: string): Generator<unknown> {
  const head = /[\da-f]{0,16}:(?:T([\da-f]{1,8}),)?/y
  let broken = 0
  for (let at = 0; at < flight.length && broken < maxBroken; ) {
    head.lastIndex = at
    const [row, length] = head.exec(flight) ?? []
    if (row !== undefined && length) at = afterBytes(flight, head.lastIndex, Number.parseInt(length, 16))
    else {
      const end = flight.indexOf('\n', at)
      const line = flight.slice(at, end === -1 ? flight.length : end)
      const json = row === undefined ? undefined : parseJson(line.slice(row.length).replace(/^[A-Z]{1,2}/, ''))
      if (json === undefined) broken += 1
      else yield json
      at += line.length + 1
    }
  }
}

/** The position after so many bytes of UTF-8. */
function afterBytes(text: string, start: number, bytes: number): number {
  let at = start
  let left = bytes
  while (left > 0 && at < text.length) {
    const code = text.codePointAt(at) ?? 0
    left -= code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
    at += code < 0x10000 ? 1 : 2
  }
  return at
}
