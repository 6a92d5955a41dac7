/** Guards against answers that trickle: a byte now and then would keep any idle timeout from striking. */
import { type Readable, Transform } from 'node:stream'

/** A `counter` goes into the pipeline where the bytes of the wire pass; `stop` ends the watch. */
export interface Pace {
  counter(): Transform
  /** The same for who reads without a pipeline. */
  count(bytes: number): void
  /** It is ours to wait: meanwhile nobody stalls. */
  pauseFor(waiting: Promise<void>): Promise<void>
  stop(): void
}

/** Destroys the stream, with code `ERR_STALLED`, when a span of `paceMs` brings fewer than `paceBytes`. */
export function watchPace(stream: Readable, { paceMs, paceBytes }: { paceMs: number; paceBytes: number }): Pace {
  let bytesInSpan = 0
  let isPaused = false
  const count = (bytes: number) => {
    bytesInSpan += bytes
  }
  const timer = setInterval(() => {
    if (bytesInSpan < paceBytes && !isPaused)
      stream.destroy(Object.assign(new Error('The body stalled'), { code: 'ERR_STALLED' }))
    bytesInSpan = 0
  }, paceMs)
  return {
    count,
    counter: () =>
      new Transform({
        transform(chunk: Buffer, _encoding, done) {
          count(chunk.length)
          done(null, chunk)
        },
      }),
    async pauseFor(waiting) {
      isPaused = true
      await waiting
      isPaused = false
      bytesInSpan = paceBytes
    },
    stop: () => clearInterval(timer),
  }
}
