/** Long lists as they travel between threads: parts of JSON, each read when its turn comes, so that a page of a hundred thousand pictures is never a hundred thousand objects. */
import { setImmediate } from 'node:timers/promises'

export interface PackedList<Item> {
  readonly length: number
  /** UTF-8 JSON, each a list of items. */
  readonly parts: readonly Uint8Array[]
  /** Nothing but the type of what is inside. */
  readonly _item?: Item
}

/** Unpacking a part of this many items, or bytes, takes a millisecond or two. */
const maxItems = 250
const maxBytes = 256 * 1024

export function pack<Item>(items: readonly Item[]): PackedList<Item> {
  const parts: Uint8Array[] = []
  let texts: string[] = []
  let length = 0
  const close = () => {
    if (texts.length > 0) parts.push(new TextEncoder().encode(`[${texts.join(',')}]`))
    texts = []
    length = 0
  }
  for (const item of items) {
    const text = JSON.stringify(item)
    texts.push(text)
    length += text.length
    if (texts.length === maxItems || length >= maxBytes) close()
  }
  close()
  return { length: items.length, parts }
}

/** The items, part by part, in their order; between two parts others have their turn of the event loop. */
export async function* unpack<Item>({ parts }: PackedList<Item>): AsyncGenerator<Item[]> {
  for (const [index, part] of parts.entries()) {
    if (index > 0) await setImmediate()
    yield JSON.parse(new TextDecoder().decode(part))
  }
}
