/** Gathers the candidates of `image-set()`, which are one picture, and ranks them by resolution. */
import { tokenTypes } from 'css-tree/tokenizer'

export interface ImageSets {
  /** False when no image set is open: the address is then a picture of its own. */
  add(address: string): boolean
  /** True where a bare string is an address. */
  takesString(): boolean
  /** The candidates of the set that this token closes, best first. */
  read(type: number, text: () => string): string[] | undefined
  /** What the sheet's end leaves open, as its end closes everything. */
  finish(): string[] | undefined
}

interface Option {
  address: string
  density: number
}

export function createImageSets(): ImageSets {
  let options: Option[] | undefined
  /** Parentheses open since the set began, itself included. */
  let depth = 0

  function finish(): string[] | undefined {
    const ranked = options?.sort((one, other) => other.density - one.density).map((option) => option.address)
    options = undefined
    depth = 0
    return ranked?.length ? ranked : undefined
  }

  function read(type: number, text: () => string): string[] | undefined {
    if (type === tokenTypes.Function && !options && isImageSet(text())) options = []
    if (!options) return undefined
    if (type === tokenTypes.Function || type === tokenTypes.LeftParenthesis) depth += 1
    else if (type === tokenTypes.Dimension && depth === 1) rate(text())
    else if (type === tokenTypes.RightParenthesis) depth -= 1
    else if (type === tokenTypes.RightCurlyBracket || type === tokenTypes.LeftCurlyBracket) depth = 0
    return depth <= 0 ? finish() : undefined
  }

  function rate(dimension: string): void {
    const last = options?.at(-1)
    if (last) last.density = toDensity(dimension)
  }

  return {
    add(address) {
      options?.push({ address, density: 1 })
      return options !== undefined
    },
    takesString: () => options !== undefined && depth === 1,
    read,
    finish,
  }
}

function isImageSet(name: string): boolean {
  return /^(?:-webkit-|-moz-|-o-|-ms-)?(?:image-set|image)\($/i.test(name)
}

function toDensity(dimension: string): number {
  const value = Number.parseFloat(dimension)
  const unit = dimension.replace(/^[\d.+-]+(?:e[+-]?\d+)?/i, '').toLowerCase()
  if (unit === 'dpi') return value / 96
  return unit === 'dpcm' ? (value * 2.54) / 96 : value
}
