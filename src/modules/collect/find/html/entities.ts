/** Decodes character references outside of the tree. */
import { TextNode } from 'node-html-parser'

export function decodeText(raw: string): string {
  return raw.includes('&') ? new TextNode(raw).text : raw
}

/** In attributes a reference without its semicolon is mostly none (`?a=1&copy=2`); here it never is. */
export function decodeAttribute(raw: string): string {
  return raw.includes('&') ? raw.replace(/&(?:#x?)?[\da-z]{1,40};/gi, decodeText) : raw
}
