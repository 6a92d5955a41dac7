/**
 * One decoder child, seen from the server process. It works on one image at a time; those behind it are in its pipe already,
 * so that it never waits for a busy server.
 *
 *   starting -> idle <-> decoding      from each of them -> dead: by itself, by a limit of time or memory, or by `kill`
 */
import { readFrames, writeFrame } from '../decoder/frames.ts'
import { type Answer, type AnswerTo, type AnyRequest, type Heavy, maxAnswerBytes } from '../decoder/messages.ts'
import { hold, startProcess } from './child-process.ts'
import { processorMs, wantsProcessor } from './child-usage.ts'
import { DecoderFailure, type DecoderFailureCode } from './decoder-failure.ts'

/** Loading the libraries takes a quarter of a second; much more on a machine that is busy. */
const startTimeoutMs = 30_000

/** However little of the processor it gets, an image has no more than so many times its limit. */
const mostTimes = 6

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
  /** Whether a process that had so many milliseconds of a processor could do with more. */
  isStarved?: (pid: number | undefined, usedMs: number, enoughMs: number) => boolean
}

export function createDecoderChild({ entry, timeoutMs, isStarved = starves }: DecoderChildOptions): DecoderChild {
  const child = startProcess(entry)
  const waiting: Turn[] = []
  let isReady = false
  let isAlive = true
  let taken = 0
  let held = 0
  /** Processor time that it had used before its image, and how often that was given its time anew. */
  let usedBefore = 0
  let extensions = 0
  let timer = setTimeout(onTimeout, startTimeoutMs).unref()
  hold(child, false)

  readFrames(child.pipe, { maxBytes: maxAnswerBytes, onFrame: (answer) => onAnswer(answer as Answer) })
  child.process.once('exit', (code, signal) => end('died', `its process ended (${signal ?? code})`))
  child.process.once('error', (error) => end('died', error.message))
  child.pipe.once('close', () => child.process.kill('SIGKILL'))

  function onAnswer(answer: Answer): void {
    clearTimeout(timer)
    extensions = 0
    if (answer === 'ready') {
      isReady = true
      usedBefore = processorMs(child.process.pid)
    } else {
      const { held: heldNow, usedMs, ...decoding } = answer
      held = heldNow
      usedBefore = usedMs
      waiting.shift()?.resolve(decoding as never)
    }
    if (waiting.length > 0) timer = setTimeout(onTimeout, timeoutMs)
    else hold(child, false)
  }

  function onTimeout(): void {
    if (isReady && deservesMore()) timer = setTimeout(onTimeout, timeoutMs)
    else kill('timeout', `it took longer than ${(isReady ? timeoutMs : startTimeoutMs) / 1000} s`)
  }

  /** The limit is for images, not for a machine that has others to serve: who had less than half a processor may go on. */
  function deservesMore(): boolean {
    extensions += 1
    const { pid } = child.process
    return extensions < mostTimes && isStarved(pid, processorMs(pid) - usedBefore, (extensions * timeoutMs) / 2)
  }

  function kill(code: DecoderFailureCode = 'died', message = 'it was ended'): void {
    child.process.kill('SIGKILL')
    child.pipe.destroy()
    end(code, message)
  }

  function end(code: DecoderFailureCode, message: string): void {
    if (!isAlive) return
    isAlive = false
    clearTimeout(timer)
    hold(child, false)
    const failure = isReady ? new DecoderFailure(code, message) : unavailable(message)
    const [first, ...others] = waiting.splice(0)
    first?.reject(failure)
    for (const other of others) other.reject(isReady ? displaced() : failure)
  }

  return {
    pid: child.process.pid,
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
    if (isReady && waiting.length === 0) timer = setTimeout(onTimeout, timeoutMs)
    waiting.push(turn)
    writeFrame(child.pipe, head, bytes)
  }
}

function starves(pid: number | undefined, usedMs: number, enoughMs: number): boolean {
  return usedMs < enoughMs && wantsProcessor(pid)
}

function displaced(): DecoderFailure {
  return new DecoderFailure('displaced', 'the decoder ended over the image before it')
}

function unavailable(message: string): DecoderFailure {
  return new DecoderFailure('unavailable', `it did not start: ${message}`)
}
