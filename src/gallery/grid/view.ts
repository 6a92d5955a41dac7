/** Which images the grid shows and in which order, as it stands in the address bar. */

// The gallery knows Magpie by its API alone, so it has lists of its own; a test holds them against the catalogue's.
export const sorts = ['oldest', 'newest', 'largest', 'smallest', 'heaviest', 'lightest'] as const
export const formats = [
  'jpeg',
  'png',
  'webp',
  'gif',
  'avif',
  'svg',
  'tiff',
  'heif',
  'jxl',
  'jp2',
  'ico',
  'bmp',
] as const
export const orientations = ['landscape', 'portrait', 'square'] as const
export const alts = ['missing', 'empty', 'present'] as const

/** '' stands for no filter. The order they were found in comes first: there, new images join at the end. */
export interface View {
  sort: (typeof sorts)[number]
  format: (typeof formats)[number] | ''
  orientation: (typeof orientations)[number] | ''
  alt: (typeof alts)[number] | ''
  /** Words to look for. */
  q: string
}

export const plainView: View = { sort: 'oldest', format: '', orientation: '', alt: '', q: '' }

/** Reads a view from a query string; what it does not know, it leaves out. */
export function parseView(query: string): View {
  const given = new URLSearchParams(query)
  return {
    sort: oneOf(sorts, given.get('sort')) || 'oldest',
    format: oneOf(formats, given.get('format')),
    orientation: oneOf(orientations, given.get('orientation')),
    alt: oneOf(alts, given.get('alt')),
    q: askedFor(given.get('q') ?? ''),
  }
}

/** The view as a query string with its question mark, or nothing where all is plain. */
export function viewQuery(view: View): string {
  const query = new URLSearchParams(viewParameters(view)).toString()
  return query === '' ? '' : `?${query}`
}

/** The view as query parameters, without what is plain. */
export function viewParameters(view: View): Record<string, string> {
  return Object.fromEntries(Object.entries(view).filter(([key, value]) => value !== plainView[key as keyof View]))
}

export function isFiltered(view: View): boolean {
  return view.q !== '' || isChosen(view)
}

/** Whether something is chosen besides the words. */
export function isChosen(view: View): boolean {
  return view.format !== '' || view.orientation !== '' || view.alt !== ''
}

/** The most characters of a search that the API takes. */
export const maxSearch = 500

/** What somebody typed to look for, as the API takes it. */
export function askedFor(typed: string): string {
  return typed.replaceAll('\0', ' ').trim().slice(0, maxSearch)
}

function oneOf<T extends string>(known: readonly T[], value: string | null): T | '' {
  return known.find((each) => each === value) ?? ''
}
