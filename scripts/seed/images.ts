/** The images of a website, each with its uses and what the run saw of its addresses. */
import { hash } from 'node:crypto'
import type { Element, Facts, NewImage, NewOccurrence } from '#catalog'
import type { SeenResource } from '../../src/modules/collect/findings/resource-rows.ts'
import type { Random } from '../../test/support/random.ts'
import { addNote } from './add-note.ts'
import type { Template } from './templates.ts'
import { imagesPerPage, type MadePage, type Website } from './website.ts'
import { nameOf, sentence, skewed, slug } from './words.ts'

export interface MadeImage {
  image: NewImage
  occurrences: NewOccurrence[]
  resources: SeenResource[]
}

/** As often as they are named. */
const elements = words<Element>(`img img img img img img img img img img img img picture picture picture css css
  link-icon meta noscript a`)
const withAlt = new Set<Element>(['img', 'picture', 'noscript'])
const uses = [1, 1, 1, 1, 1, 2, 2, 3, 4, 5]
const otherHosts = 4000

export function* makeImages(website: Website, count: number, templates: Template[]): Generator<MadeImage> {
  const phashes = createPhashes(website.random)
  let position = 0
  for (let at = 0; at < count; at++) {
    const image = makeImage(website, at, website.random.one(templates), phashes)
    const resources = see(website, image, position)
    position += resources.length
    yield { image, resources, occurrences: place(website, image, at, resources) }
  }
}

type Phashes = (known: string | null) => string | null

function makeImage(
  { random, submission, domain, pages, beganAt }: Website,
  at: number,
  template: Template,
  phashes: Phashes,
): NewImage {
  const { facts, thumbnail } = template
  // What it says is what makes it distinct; how long it is gives files of one picture different weights.
  const note = `${submission.collection.id} ${at} `.padEnd(50 + skewed(random, 200, 3), 'magpie ')
  const original = addNote(template.bytes, facts.format, note)
  const digest = hash('sha256', original)
  return {
    collectionId: submission.collection.id,
    digest,
    original,
    thumbnail: thumbnail === 'original' ? { digest, bytes: original } : thumbnail,
    facts: { ...facts, phash: phashes(facts.phash) },
    url: `https://${host(random, domain)}/${slug(random)}/${slug(random)}-${at}.${ending(facts)}`,
    page: homeOf(pages, at).url,
    alt: altOf(random),
    seenAt: beganAt + at * 50,
  }
}

function homeOf(pages: MadePage[], at: number): MadePage {
  return pages[Math.floor(at / imagesPerPage)] as MadePage
}

/** A few hosts have most of the images, and very many have one or two. */
function host(random: Random, domain: string): string {
  const rank = skewed(random, otherHosts, 6)
  if (rank < 2) return rank === 0 ? `www.${domain}` : `cdn.${domain}`
  return `${['images', 'static', 'media', 'www'][rank % 4]}.${nameOf(rank).join('-')}.example`
}

function ending({ format }: Facts): string {
  return format === 'jpeg' ? 'jpg' : format
}

function altOf(random: Random): string | null {
  const chance = random.integer(100)
  if (chance < 15) return null
  return chance < 25 ? '' : sentence(random)
}

function captionOf(random: Random): string | null {
  return random.integer(8) === 0 ? sentence(random) : null
}

/** One in twenty looks much like an image before it; a picture without a hash has none in any file. */
function createPhashes(random: Random): Phashes {
  let last = 0n
  return (known) => {
    if (known === null) return null
    const isNear = random.integer(20) === 0
    last = isNear ? last ^ (1n << BigInt(random.integer(64))) : newHash(random)
    return last.toString(16).padStart(16, '0')
  }
}

function newHash(random: Random): bigint {
  return (BigInt(random.integer(2 ** 32)) << 32n) | BigInt(random.integer(2 ** 32))
}

/** The first is where it was first seen; the others are on any page. What has no alt text of its own has none. */
function place({ random, pages }: Website, image: NewImage, at: number, resources: SeenResource[]): NewOccurrence[] {
  const { collectionId, digest, url, alt } = image
  const alternates = resources.filter(({ verdict }) => verdict === 'alternate').map((each) => each.url)
  return Array.from({ length: random.one(uses) }, (_, use) => {
    const page = use === 0 ? homeOf(pages, at) : random.one(pages)
    const element = use === 0 && alt !== null ? 'img' : random.one(elements)
    const said = use === 0 ? alt : altOf(random)
    const where = { page: page.url, pageTitle: page.title, ordinal: page.pictures++, element }
    const about = { alt: withAlt.has(element) ? said : null, caption: captionOf(random), heading: page.heading }
    return { collectionId, image: digest, ...where, ...about, url, alternates }
  })
}

/** Its address, and now and then one that was not taken, one that gave the same bytes, one that gave none. */
function see(
  { random, submission: { runId } }: Website,
  { digest, url, page, original, facts }: NewImage,
  position: number,
): SeenResource[] {
  const seen = {
    runId,
    finalUrl: null,
    reason: null,
    page,
    element: 'img',
    attempts: 1,
    etag: null,
    lastModified: null,
  } as const
  const got = { status: 200, contentType: `image/${facts.format}`, bytes: original.byteLength, image: digest }
  const none = { contentType: null, bytes: null, image: null }
  const others = [
    { verdict: 'alternate', status: null, ...none, attempts: 0, reason: 'A better candidate was taken.' },
    { verdict: 'duplicate', ...got, reason: `The same bytes as ${url}.` },
    { verdict: 'http-error', status: 404, ...none, reason: 'The server answered 404.' },
  ] as const
  const more = others.filter(() => random.integer(20) === 0)
  return [{ ...seen, verdict: 'stored' as const, ...got }, ...more.map((each) => ({ ...seen, ...each }))].map(
    (each, at) => {
      const address = at === 0 ? url : `${url}?v=${at}`
      return { ...each, key: address, url: address, position: position + at }
    },
  )
}

function words<Word extends string>(text: string): Word[] {
  return text.split(/\s+/) as Word[]
}
