/** What people and programs ask of a catalogue, in the words of its API. Every part asks for something else each time it can. */
import type { Random } from '../../test/support/random.ts'

export interface Known {
  /** Of some images. */
  ids: string[]
  collections: string[]
  /** From nine tenths of the way down a list of that sort. */
  deepCursor: Record<'newest' | 'heaviest', string>
  rareHost: string
  commonHost: string
  /** Each of them is in two or three of a hundred images that were seeded; both in less than one of a thousand. */
  rareWords: string[]
  commonWord: string
}

/** Answers a path below `/api/v1`. */
export type Question = (known: Known, random: Random) => string

const list =
  (query: string): Question =>
  () =>
    `/images?limit=50${query}`

export const questions: Record<string, Question> = {
  'first page': list(''),
  'first page, heaviest': list('&sort=heaviest'),
  'deep page': ({ deepCursor }) => `/images?limit=50&cursor=${deepCursor.newest}`,
  'deep page, heaviest': ({ deepCursor }) => `/images?limit=50&sort=heaviest&cursor=${deepCursor.heaviest}`,
  'one collection': ({ collections }, random) => `/images?limit=50&collection=${random.one(collections)}`,
  'one format': list('&format=webp'),
  'wide ones': list('&minWidth=1000'),
  'portraits, largest': list('&orientation=portrait&sort=largest'),
  'no alt text': list('&alt=missing'),
  backgrounds: list('&element=css'),
  'a common host': ({ commonHost }) => `/images?limit=50&host=${commonHost}`,
  'a rare host': ({ rareHost }) => `/images?limit=50&host=${rareHost}`,
  'a colour': (_, random) =>
    `/images?limit=50&color=%23${random
      .integer(2 ** 24)
      .toString(16)
      .padStart(6, '0')}`,
  'a common word': ({ commonWord }) => `/images?limit=50&q=${commonWord}`,
  'a rare word': ({ rareWords }) => `/images?limit=50&q=${rareWords[0]}`,
  'two rare words': ({ rareWords }) => `/images?limit=50&q=${rareWords.join('+')}`,
  'facets of all': () => '/images/facets',
  'facets of a collection': ({ collections }, random) => `/images/facets?collection=${random.one(collections)}`,
  'facets, filtered': () => '/images/facets?format=webp&minWidth=300',
  'facets of a word': ({ commonWord }) => `/images/facets?q=${commonWord}`,
  'similar, distance 8': ({ ids }, random) => `/images/${random.one(ids)}/similar?distance=8`,
  'one image': ({ ids }, random) => `/images/${random.one(ids)}`,
  'its thumbnail': ({ ids }, random) => `/images/${random.one(ids)}/thumbnail`,
}
