/** A decoder child: answers one request after the other until its server is gone. */
import { answerTo } from './answer-to.ts'
import { restrictLoaders } from './loaders.ts'
import type { AnyRequest, ChildMessage } from './messages.ts'

restrictLoaders()

// Ctrl-C and service managers signal the whole group; the server finishes what it accepted and needs its decoders for it.
process.on('SIGINT', () => {})
process.on('SIGTERM', () => {})

// An exit would wait for a thread that hangs in a decoder; nothing here needs tidying.
process.once('disconnect', () => process.kill(process.pid, 'SIGKILL'))

process.on('message', async (request: AnyRequest) => {
  tell(await answerTo(request))
})

tell('ready')

function tell(message: ChildMessage): void {
  process.send?.(message)
}
