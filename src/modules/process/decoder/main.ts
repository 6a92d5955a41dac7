/** A decoder child: answers one request after the other until its server is gone. */
import { flushCompileCache } from 'node:module'
import { Socket } from 'node:net'
import { answerTo } from './answer-to.ts'
import { readFrames, writeFrame } from './frames.ts'
import { restrictLoaders } from './loaders.ts'
import { type Answer, maxRequestBytes, pipeDescriptor, type RequestHead } from './messages.ts'
import { ownUsage } from './own-usage.ts'
import { release } from './release.ts'

restrictLoaders()

// Ctrl-C and service managers signal the whole group; the server finishes what it accepted and needs its decoders for it.
process.on('SIGINT', () => {})
process.on('SIGTERM', () => {})

const server = new Socket({ fd: pipeDescriptor, readable: true, writable: true })

// An exit would wait for a thread that hangs in a decoder; nothing here needs tidying.
server.on('error', () => {}).once('close', () => process.kill(process.pid, 'SIGKILL'))

let turn = Promise.resolve()

readFrames(server, {
  maxBytes: maxRequestBytes,
  onFrame(head, bytes) {
    const request = { ...(head as RequestHead), bytes }
    turn = turn.then(async () => {
      const answer = await answerTo(request)
      // Before it says what it holds. A frame has a buffer of its own, and no answer is a view of it.
      release(new Uint8Array(bytes.buffer))
      tell({ ...answer, ...ownUsage() })
    })
  },
})

tell('ready')
// The next child starts quicker, and without the compiler in its memory.
flushCompileCache()

function tell(answer: Answer): void {
  writeFrame(server, answer)
}
