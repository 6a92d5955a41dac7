/** What the values of `data-*` attributes are: an address, or one of the settings and templates that share their names. */
import { isImageFile } from '../address/image-file.ts'
import { trimAsBrowser } from '../address/resolve-url.ts'

/** Enough where the attribute's name is known to hold an address: it may end in anything, but is neither words nor a number. */
export function mayBeAddress(value: string): boolean {
  const address = trimAsBrowser(value)
  if (/^[[<]/.test(address) || isTemplate(address)) return false
  if (/\s/.test(address) && !isImageFile(address)) return /^(?:https?:|data:|\/)/i.test(address)
  return address.includes('/') || /\.[a-z]\w*(?:[?#]|$)/i.test(address)
}

/** As in `srcset`. */
export function mayBeSet(value: string): boolean {
  return /[./]/.test(value) && !/^\s*[[<]/.test(value) && !isTemplate(value)
}

/** True when the whole value is one address that ends like an image file: enough where the name is unknown. */
export function isImageAddress(value: string): boolean {
  const address = trimAsBrowser(value)
  const isOne = isImageFile(address) && !/["<>|`]|\[\[|,\s/.test(address) && splitAddresses(address).length === 0
  return isOne && !isTemplate(address)
}

/** Several addresses of image files in one value, between commas, semicolons, bars or blanks; none where it is anything else. */
export function splitAddresses(value: string): string[] {
  const parts = value.split(/[,;|\s]+/, 1000).filter((part) => part !== '')
  return parts.length > 1 && parts.every(isImageAddress) ? parts : []
}

/** A script is still to fill it in. */
export function isTemplate(value: string): boolean {
  return /[{}]|<%/.test(value) && !/\bdata:/i.test(value)
}
