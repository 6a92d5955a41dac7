/** Whatever a decoder child is asked. What it meets may hang or end its process. */
import { decode } from './decode.ts'
import type { AnyRequest, Decoded, Previewed } from './messages.ts'
import { decodePreview } from './preview.ts'

/** Never rejects for what the bytes are. */
export async function answerTo(request: AnyRequest): Promise<Decoded | Previewed> {
  return 'task' in request ? decodePreview(request) : decode(request)
}
