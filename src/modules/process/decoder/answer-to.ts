/** Whatever a decoder child is asked. What it meets may hang or end its process. */
import { decode } from './decode.ts'
import { Heaviness } from './heaviness.ts'
import type { AnyRequest, Decoded, Heavy, Previewed } from './messages.ts'
import { decodePreview } from './preview.ts'

/** Never rejects for what the bytes are. */
export async function answerTo(request: AnyRequest): Promise<Decoded | Previewed | Heavy> {
  try {
    return await ('task' in request ? decodePreview(request) : decode(request))
  } catch (error) {
    if (error instanceof Heaviness) return { verdict: 'heavy' }
    throw error
  }
}
