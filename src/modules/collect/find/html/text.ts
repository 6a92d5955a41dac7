/** Reads text and attributes outside of the tree. */
import { TextNode } from 'node-html-parser'

function decodeText(raw: string): string {
  return raw.includes('&') ? new TextNode(raw).text : raw
}

/** In attributes a reference without its semicolon is mostly none (`?a=1&copy=2`); here it never is. */
export function decodeAttribute(raw: string): string {
  return raw.includes('&') ? raw.replace(/&(?:#x?)?[\da-z]{1,40};/gi, decodeText) : raw
}

/** The text between two tags, without comments. */
export function plainText(raw: string): string {
  const others = /<!--(?:-?>|.*?(?:--!?>|$))|<!\[CDATA\[(.*?)(?:\]\]>|$)|<[!?/][^>]*(?:>|$)/gs
  let text = ''
  let at = 0
  for (const { 0: found, 1: data = '', index } of raw.matchAll(others)) {
    text += decodeText(raw.slice(at, index)) + data
    at = index + found.length
  }
  return text + decodeText(raw.slice(at))
}

/** As it is shown: runs of blanks are one, and none stands at an end. */
export function foldBlanks(text: string): string {
  return text.replace(/[\t\n\f\r ]+/g, ' ').replace(/^ | $/g, '')
}
