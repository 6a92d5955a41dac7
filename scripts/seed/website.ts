/** One website of the catalogue, made up: its pages, its images and where they are used. The same number gives the same website. */
import { v7 } from 'uuid'
import type { Submission } from '../../src/modules/collect/collections/collection-repository.ts'
import type { SeenPage } from '../../src/modules/collect/findings/page-rows.ts'
import { createRandom, type Random } from '../../test/support/random.ts'
import { capitalised, nameOf, sentence, slug } from './words.ts'

export interface Website {
  random: Random
  submission: Submission
  /** Registrable. */
  domain: string
  pages: MadePage[]
  beganAt: number
}

export interface MadePage {
  url: string
  title: string
  heading: string | null
  /** Pictures that were put on it so far. */
  pictures: number
}

const firstDay = Date.UTC(2026, 0, 1)
const dayMs = 86_400_000
/** That are first seen on it. */
export const imagesPerPage = 8

export function makeWebsite(number: number, images: number): Website {
  const random = createRandom(number + 1)
  const words = nameOf(number)
  const domain = `${words.join('')}.example`
  const name = words.map(capitalised).join(' ')
  const beganAt = firstDay + number * dayMs
  const pages = Array.from({ length: Math.ceil(images / imagesPerPage) }, (_, at) => makePage(random, domain, name, at))
  return { random, domain, pages, beganAt, submission: submit({ random, name, domain, createdAt: beganAt }) }
}

function makePage(random: Random, domain: string, name: string, at: number): MadePage {
  const url = `https://www.${domain}/${at === 0 ? '' : `${slug(random)}/${slug(random)}-${at}`}`
  const subject = sentence(random)
  const heading = random.integer(10) === 0 ? null : subject
  return { url, title: at === 0 ? name : `${subject} – ${name}`, heading, pictures: 0 }
}

interface Submitted {
  random: Random
  name: string
  domain: string
  createdAt: number
}

function submit({ random, name, domain, createdAt }: Submitted): Submission {
  const settings = { scope: 'host', maxPages: 1_000_000, maxDepth: null, robots: true, fullSize: true } as const
  const id = () => v7({ msecs: createdAt, random: Uint8Array.from({ length: 16 }, () => random.integer(256)) })
  const collection = { id: id(), url: `https://www.${domain}/`, name, include: [], exclude: [], createdAt }
  return {
    collection: { ...collection, ...settings, minWidth: 2, minHeight: 2 },
    runId: id(),
    list: null,
    idempotency: null,
  }
}

/** As they are when the run has ended; one in fifty could not be had. */
export function seenPages({ pages, submission: { runId } }: Website): SeenPage[] {
  return pages.flatMap(({ url, title, pictures }, at) => {
    const known = { runId, finalUrl: null, reason: null, depth: Math.min(at, 1), settled: true }
    const read = { ...known, position: 2 * at, url, verdict: 'fetched', status: 200, title, images: pictures } as const
    if (at % 50 !== 49) return read
    const missing = {
      position: 2 * at + 1,
      url: `${url}-old`,
      verdict: 'http-error',
      status: 404,
      title: null,
      images: 0,
    } as const
    return [read, { ...known, ...missing, reason: 'The server answered 404.' }]
  })
}
