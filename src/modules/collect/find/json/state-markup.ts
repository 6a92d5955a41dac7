/** The HTML that a page's inline data carries: the text of an article, as an editor or another system made it. */
import { walkJson } from './walk-json.ts'

/** In the order written; only what names an image. */
export function listStateMarkup(state: unknown): string[] {
  const markup: string[] = []
  walkJson(state, undefined, (value) => {
    if (typeof value === 'string' && /<(?:amp-img|img|picture)\s/i.test(value)) markup.push(value)
  })
  return markup
}
