/** The attributes of a start tag, by their names, as they are written. */
export function attributesOf(tag: string): Map<string, string> {
  const pattern = /\s([\w:.-]{1,100})\s*=\s*(?:"([^"]*)"|'([^']*)')/g
  return new Map(Array.from(tag.matchAll(pattern), ([, name = '', double, single]) => [name, double ?? single ?? '']))
}
