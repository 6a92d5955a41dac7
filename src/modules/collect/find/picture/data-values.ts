/** What the values of `data-*` attributes are: an address, or one of the settings and templates that share their names. */
import { isImageFile } from '../address/image-file.ts'
import { trimAsBrowser } from '../address/resolve-url.ts'

/** Enough where the attribute's name is known to hold an address: it may end in anything. */
export function mayBeAddress(value: string): boolean {
  return /[./]/.test(value) && !/^\s*[[<]/.test(value) && !/^\s*[\d.]+\s*$/.test(value) && !isTemplate(value)
}

/** True when the whole value is one address that ends like an image file: enough where the name is unknown. */
export function isImageAddress(value: string): boolean {
  const address = trimAsBrowser(value)
  return isImageFile(address) && !/["<>|`]|\[\[|,\s/.test(address) && !isTemplate(address)
}

/** A script is still to fill it in. */
export function isTemplate(value: string): boolean {
  return /[{}]|<%/.test(value) && !/\bdata:/i.test(value)
}
