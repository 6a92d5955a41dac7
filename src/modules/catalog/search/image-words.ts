/** The words by which an image is found, and those of somebody who looks for it. */
import { fileWords } from './file-words.ts'
import { wordsOf } from './words.ts'

/** What an occurrence says of its image. */
export interface Use {
  alt: string | null
  caption?: string | null
  heading?: string | null
  pageTitle: string | null
  url: string
}

/** More tells nothing new: an image of so many words is the logo of a website. */
const maxWords = 1000

/** What is asked for beyond these words is not looked at. */
const maxAsked = 20

/** A function that remembers what it read: the pictures of a page share its title and headings. */
export function createWordReader(): (uses: Use[]) => string[] {
  const [file, text] = [remembering(fileWords), remembering(wordsOf)]

  /** Distinct, in order of their characters. Where there are too many, what tells least of the image is left out. */
  return (uses) => {
    const found = new Set([
      ...uses.flatMap(({ url }) => file(url)),
      ...uses.flatMap(({ alt }) => text(alt ?? '')),
      ...uses.flatMap(({ caption }) => text(caption ?? '')),
      ...uses.flatMap(({ heading }) => text(heading ?? '')),
      ...uses.flatMap(({ pageTitle }) => text(pageTitle ?? '')),
    ])
    return [...found].slice(0, maxWords).sort()
  }
}

const extension = /\.(?:jpe?g|png|webp|gif|avif|svg|tiff?|heic|heif|jxl|jp2|ico|bmp)(?![\p{L}\p{N}])/giu

/** Distinct; none where the text has no letter and no digit. A file name may be asked for with its extension. */
export function askedWords(q: string): string[] {
  return [...new Set(wordsOf(q.replace(extension, ' ')))].slice(0, maxAsked)
}

function remembering<Result>(read: (text: string) => Result): (text: string) => Result {
  const known = new Map<string, Result>()
  return (text) => {
    const result = known.get(text) ?? read(text)
    known.set(text, result)
    return result
  }
}
