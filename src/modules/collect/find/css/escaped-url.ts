/** Spells `url(` plainly where it was written with escapes (`u\72l(`). */

const escapedUrl =
  /(?<!\\)(?:\\0{0,4}[57]5(?:\r\n|[\t\n\f\r ])?|\\?u)(?:\\0{0,4}[57]2(?:\r\n|[\t\n\f\r ])?|\\?r)(?:\\0{0,4}[46]c(?:\r\n|[\t\n\f\r ])?|\\?l)\(/gi

/** The tokenizer knows an unquoted address only after the plain name. In strings and comments the two mean the same. */
export function spellUrlsPlainly(css: string): string {
  return css.includes('\\') ? css.replace(escapedUrl, 'url(') : css
}
