/** Attributes that carry the data of a component: the variations of a product, the props of a page. */

/** True where the value, entities decoded or not, may be JSON that names the file of an image. */
export function mayBeState(name: string, value: string): boolean {
  return name.startsWith('data-') && /^\s*[[{]/.test(value) && /\.(?:jpe?g|png|webp|gif|avif|svg)\b/i.test(value)
}
