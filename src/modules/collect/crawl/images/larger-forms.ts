/** Larger forms: where an address is known to be of a resized image, the larger one is tried, and kept if it shows the same. */
import PQueue from 'p-queue'
import type { Facts } from '#process'
import { fullSizesOf } from '../../find/index.ts'
import type { CrawlTools, Place } from '../tools.ts'
import type { FetchImage } from './fetch-image.ts'
import type { Finding, Unwanted } from './finding.ts'
import { createLanes, hostOf } from './lanes.ts'
import type { Obtained } from './obtained.ts'
import { type Compared, objectionTo } from './same-picture.ts'

export interface LargerForms {
  /** What was taken for this address, itself or a larger form; undefined: nothing larger is known to try. */
  obtain(url: string, place: Place): Promise<Obtained | undefined>
}

export interface LargerFormsOptions extends CrawlTools {
  fetchImage: FetchImage
  /** Makes a guessed address known; false where the site itself names it. */
  meetGuess(url: string): boolean
  note(url: string, place: Place, finding: Finding): Promise<Obtained>
}

/** What is known of a guess. */
interface Guess {
  /** Of the image there; undefined while nobody tried. */
  facts?: Compared
  /** Set when it was taken. */
  image?: string
  /** There is no image. */
  isHopeless?: boolean
}

/** Each holds the bytes of one image until the larger one has come; so many in each lane, that no host holds up another. */
const atOnce = 3

/** Icons come in sizes of their own making. */
const neverLarger = new Set<Place['element']>(['link-icon', 'manifest', 'list'])

export function createLargerForms(options: LargerFormsOptions): LargerForms {
  const { collection, recall, fetchImage, meetGuess, note } = options
  const guesses = new Map<string, Promise<Guess>>()
  const lanes = createLanes()
  const turns = new Map<number, PQueue>()

  function turnsOf(url: string): PQueue {
    const host = hostOf({ candidates: [url] })
    lanes.meet(host)
    const lane = lanes.of(host)
    const queue = turns.get(lane) ?? new PQueue({ concurrency: atOnce })
    turns.set(lane, queue)
    return queue
  }

  /** The page's own is fetched first and held back: only against it can a larger one be judged. */
  async function obtainLargest(url: string, larger: string[], place: Place): Promise<Obtained> {
    const own = await fetchImage(url, place, { judge: () => 'held back' })
    if (own.verdict === 'alternate') return goOn(url, own, larger, place)
    return own.verdict === 'unwanted' ? choose(url, own, larger, place) : note(url, place, own)
  }

  async function choose(url: string, own: Unwanted, larger: string[], place: Place): Promise<Obtained> {
    for (const guess of larger) {
      const image = await tryGuess(guess, place, own.facts)
      if (image !== undefined) return giveWay(url, own, guess, image, place)
    }
    return note(url, place, await own.keep())
  }

  /** The page's own is as it was when a larger form was taken in an earlier run: so may that one be. */
  async function goOn(url: string, own: Finding, larger: string[], place: Place): Promise<Obtained> {
    for (const guess of larger) {
      if ((await recall.image(guess))?.image !== own.image) continue
      const image = await revisitGuess(guess, place)
      if (image !== undefined && image === own.image) return giveWay(url, own, guess, image, place)
    }
    return note(url, place, await fetchImage(url, place, { isFresh: true }))
  }

  async function giveWay(
    url: string,
    { verdict: _verdict, ...own }: Finding | Unwanted,
    guess: string,
    image: string,
    place: Place,
  ): Promise<Obtained> {
    await note(url, place, { ...own, verdict: 'alternate', image, reason: `A larger form was taken: ${guess}` })
    return { image, url: guess }
  }

  /** The image there, where it shows the same. */
  async function tryGuess(guess: string, place: Place, own: Facts): Promise<string | undefined> {
    const { facts, image } = await inTurn(guess, (known) => advance(known, guess, place, own))
    return facts && objectionTo(facts, own) === undefined ? image : undefined
  }

  async function revisitGuess(guess: string, place: Place): Promise<string | undefined> {
    const { image } = await inTurn(guess, async (known) => {
      if (known.image || known.facts || known.isHopeless) return known
      const finding = await fetchImage(guess, place)
      const { image } = await note(guess, place, finding.image ? finding : notTaken(finding))
      return image === null ? { isHopeless: true } : { image }
    })
    return image
  }

  /** One after the other: several resized forms may lead to one guess. */
  function inTurn(guess: string, next: (known: Guess) => Promise<Guess>): Promise<Guess> {
    const before = guesses.get(guess)
    if (!before && !meetGuess(guess)) return Promise.resolve({})
    const tried = (before ?? Promise.resolve({})).then(next)
    guesses.set(guess, tried)
    return tried
  }

  async function advance(known: Guess, guess: string, place: Place, own: Facts): Promise<Guess> {
    if (known.image || known.isHopeless || (known.facts && objectionTo(known.facts, own))) return known
    const finding = await fetchImage(guess, place, { judge: (facts) => objectionTo(facts, own) })
    if (finding.verdict === 'stored') await note(guess, place, finding)
    else await note(guess, place, notTaken(finding))
    const facts = finding.facts && comparedOf(finding.facts)
    return facts ? { facts, ...(finding.image && { image: finding.image }) } : { isHopeless: true }
  }

  return {
    async obtain(url, place) {
      if (!collection.fullSize || neverLarger.has(place.element) || /^data:/i.test(url)) return undefined
      const larger = fullSizesOf(url)
      return larger.length === 0 ? undefined : turnsOf(url).add(() => obtainLargest(url, larger, place))
    },
  }
}

/** Nobody named the address, so that there is none is no failure of the site's. */
function notTaken({ verdict, reason, ...details }: Finding | Unwanted): Finding {
  if (verdict === 'cancelled') return { verdict, reason }
  return { ...details, verdict: 'alternate', image: null, reason: `A larger form was looked for here. ${reason ?? ''}` }
}

/** Kept for every guess: no more than is needed. */
function comparedOf({ width, height, phash }: Facts): Compared {
  return { width, height, phash }
}
