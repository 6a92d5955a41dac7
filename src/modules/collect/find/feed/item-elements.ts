/** The elements of a feed that name links and pictures, each read at its end. */
import { rankCandidates } from '../picture/rank.ts'
import type { XmlElement } from '../xml/open-elements.ts'
import { textOf } from '../xml/xml-text.ts'
import type { Bases } from './bases.ts'
import type { Item } from './item.ts'
import { isImage } from './media.ts'

interface Ending {
  element: XmlElement
  /** What it says, without the blanks around. */
  text: string
  addPicture(untrusted: string | undefined): void
  addLink(untrusted: string | undefined): void
}

type Read = (ending: Ending) => void

const readText: Read = ({ text, addPicture }) => addPicture(text)
const readHref: Read = ({ element, text, addPicture }) => addPicture(element.attribute('href') ?? text)

/** A map, because a stranger may call an element `__proto__`. */
const readers = new Map<string, Read>(
  Object.entries({
    link: readLink,
    guid: ({ element, text, addLink }) => addLink(isPermanent(element, text) ? text : ''),
    'feedburner:origlink': ({ text, addLink }) => addLink(text),
    enclosure: ({ element, addPicture }) => addPicture(isImage(element) ? addressOf(element) : ''),
    content: ({ element, addPicture }) => addPicture(isImage(element) ? element.attribute('src') : ''),
    image: readText,
    url: ({ element, text, addPicture }) => addPicture(element.parent?.name === 'image' ? text : ''),
    logo: readText,
    icon: readText,
    'itunes:image': readHref,
    'googleplay:image': readHref,
    'podcast:image': readHref,
    'webfeeds:cover': ({ element, addPicture }) => addPicture(element.attribute('image')),
    'webfeeds:icon': readText,
    'webfeeds:logo': readText,
    'g:image_link': readText,
    'g:additional_image_link': readText,
  }),
)

export function readElement(element: XmlElement, source: string, item: Item, { resolve }: Bases): void {
  readers.get(element.name)?.({
    element,
    text: element.hasElements ? '' : textOf(source).trim(),
    addPicture: (untrusted) => void item.pictures.push(rankCandidates([untrusted ?? ''], resolve)),
    addLink(untrusted) {
      const url = resolve(untrusted ?? '')
      if (url) item.links.push(url)
    },
  })
}

/** Of RSS as text, of Atom as an attribute. Those of an item's `source` or `author` lead elsewhere. */
function readLink({ element, text, addPicture, addLink }: Ending): void {
  const { attribute, parent } = element
  const href = attribute('href')
  const relation = attribute('rel')?.trim().toLowerCase() ?? 'alternate'
  if (relation === 'enclosure' && isImage(element)) addPicture(href)
  else if (relation === 'alternate' && /^(?:item|entry)$/.test(parent?.name ?? '')) addLink(href ?? text)
}

function isPermanent({ attribute }: XmlElement, text: string): boolean {
  return attribute('ispermalink')?.trim().toLowerCase() !== 'false' && /^https?:/i.test(text)
}

function addressOf({ attribute }: XmlElement): string | undefined {
  return attribute('url') ?? attribute('href')
}
