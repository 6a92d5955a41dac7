/**
 * One decoder child, seen from the server process. It works on one image at a time; those behind it are in its pipe already,
 * so that it never waits for a busy server.
 *
 *   starting -> idle <-> decoding      from each of them -> dead: by itself, by a limit of time or memory, or by `kill`
 */
import { readFrames, writeFrame } from '../decoder/frames.ts'
import { type Answer, type AnswerTo, type AnyRequest, type Heavy, maxAnswerBytes } from '../decoder/messages.ts'
import { hold, startProcess } from './child-process.ts'
import { childProcessorMs } from './child-usage.ts'
import { DecoderFailure, type DecoderFailureCode } from './decoder-failure.ts'
import { createTimeLimit, type IsStarved } from './time-limit.ts'

/** Loading the libraries takes a quarter of a second; much more on a machine that is busy. */
const startTimeoutMs = 30_000

export interface DecoderChild {
  readonly pid: number | undefined
  readonly isAlive: boolean
  /** Requests taken so far. */
  readonly taken: number
  /** Bytes of memory that it held after its last image. */
  readonly held: number
  /** In the order of asking. Rejects with a DecoderFailure; the child is dead then. */
  decode<Asked extends AnyRequest>(request: Asked): Promise<AnswerTo<Asked> | Heavy>
  /** Ends it; what it was doing rejects with this reason, what waited behind that is `displaced`. */
  kill(code?: DecoderFailureCode, message?: string): void
}

/** Answers come in the order of the requests, so each is what its request asked for. */
type Turn = PromiseWithResolvers<never>

export interface DecoderChildOptions {
  entry: URL
  timeoutMs: number
  isStarved?: IsStarved
}

export function createDecoderChild({ entry, timeoutMs, isStarved }: DecoderChildOptions): DecoderChild {
  const child = startProcess(entry)
  const waiting: Turn[] = []
  let isReady = false
  let isAlive = true
  let taken = 0
  let held = 0
  /** Processor time that it had used before its image. */
  let usedBefore = 0
  const { pid } = child.process
  const start = setTimeout(() => killLate(startTimeoutMs), startTimeoutMs).unref()
  const limit = createTimeLimit({ pid, timeoutMs, isStarved, onOver: () => killLate(timeoutMs) })
  hold(child, false)

  readFrames(child.pipe, { maxBytes: maxAnswerBytes, onFrame: (answer) => onAnswer(answer as Answer) })
  child.process.once('exit', (code, signal) => end('died', `its process ended (${signal ?? code})`))
  child.process.once('error', (error) => end('died', error.message))
  child.pipe.once('close', () => child.process.kill('SIGKILL'))

  function onAnswer(answer: Answer): void {
    if (answer === 'ready') {
      clearTimeout(start)
      isReady = true
      usedBefore = childProcessorMs(pid)
    } else {
      limit.stop()
      const { held: heldNow, usedMs, ...decoding } = answer
      held = heldNow
      usedBefore = usedMs
      waiting.shift()?.resolve(decoding as never)
    }
    if (waiting.length > 0) limit.start(usedBefore)
    else hold(child, false)
  }

  function killLate(limitMs: number): void {
    kill('timeout', `it took longer than ${limitMs / 1000} s`)
  }

  function kill(code: DecoderFailureCode = 'died', message = 'it was ended'): void {
    child.process.kill('SIGKILL')
    child.pipe.destroy()
    end(code, message)
  }

  function end(code: DecoderFailureCode, message: string): void {
    if (!isAlive) return
    isAlive = false
    clearTimeout(start)
    limit.stop()
    hold(child, false)
    const failure = isReady ? new DecoderFailure(code, message) : unavailable(message)
    const [first, ...others] = waiting.splice(0)
    first?.reject(failure)
    for (const other of others) other.reject(isReady ? displaced() : failure)
  }

  return {
    pid,
    get isAlive() {
      return isAlive
    },
    get taken() {
      return taken
    },
    get held() {
      return held
    },
    decode(request) {
      taken += 1
      const turn: Turn = Promise.withResolvers()
      if (!isAlive) turn.reject(displaced())
      else ask(request, turn)
      return turn.promise
    },
    kill,
  }

  function ask({ bytes, ...head }: AnyRequest, turn: Turn): void {
    hold(child, true)
    if (isReady && waiting.length === 0) limit.start(usedBefore)
    waiting.push(turn)
    writeFrame(child.pipe, head, bytes)
  }
}

function displaced(): DecoderFailure {
  return new DecoderFailure('displaced', 'the decoder ended over the image before it')
}

function unavailable(message: string): DecoderFailure {
  return new DecoderFailure('unavailable', `it did not start: ${message}`)
}
