/** A website that shows each of its pictures in another way; every file of it is distinct. */
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import sharp from 'sharp'

/** The way, and the page's markup or the file that names the picture `@`. */
const inPage: Record<string, string> = {
  'img src': '<img src=@>',
  'img srcset': '<img srcset="@ 2x">',
  'picture source':
    '<picture><source srcset="@ 800w" type=image/png></picture><picture><source srcset="@"><img></picture>',
  'data-src': '<img data-src=@>',
  'data-srcset': '<img data-srcset="@ 800w">',
  'data-original': '<img src="data:," data-original=@>',
  'data-bg': '<div data-bg=@></div>',
  'data-background-image': `<div data-background-image="url('@')"></div>`,
  noscript: '<noscript><img src=@></noscript>',
  'style attribute': '<p style="background:url(@)">',
  'style element': '<style>p{background-image:url("@")}</style>',
  'image-set()': '<style>b{background:image-set("@" 2x)}</style>',
  'list-style-image': '<style>ul{list-style-image:url(@)}</style>',
  'og:image': '<meta property=og:image content=@>',
  'twitter:image': '<meta name=twitter:image content=@>',
  'itemprop=image': '<meta itemprop=image content=@>',
  'link rel=icon': '<link rel=icon href=@>',
  'apple-touch-icon': '<link rel=apple-touch-icon href=@>',
  image_src: '<link rel=image_src href=@>',
  'preload as=image': '<link rel=preload as=image href=@>',
  'JSON-LD': '<script type=application/ld+json>{"@type":"Article","image":["@"]}</script>',
  'inline state': '<script id=__NEXT_DATA__ type=application/json>{"props":{"hero":"/@"}}</script>',
  'video poster': '<video poster=@></video>',
  'input type=image': '<input type=image src=@>',
  'object data': '<object type=image/png data=@></object>',
  embed: '<embed type=image/png src=@>',
  'background attribute': '<table background=@></table>',
  'amp-img': '<amp-img src=@></amp-img>',
  'svg image': '<svg><image href=@ /></svg>',
  'link to the full size': '<a href=@><img src="data:,"></a>',
  'iframe srcdoc': '<iframe srcdoc="<img src=@>"></iframe>',
  'declarative shadow root': '<div><template shadowrootmode=open><img src=@></template></div>',
}

const inFiles: Record<string, (image: string) => { page: string; files: Record<string, string> }> = {
  'linked style sheet': (image) => ({
    page: '<link rel=stylesheet href=a.css>',
    files: { 'a.css': `p{background:url(${image})}` },
  }),
  '@import': (image) => ({
    page: '<style>@import "b.css";</style>',
    files: { 'b.css': '@import url(c.css);', 'c.css': `p{background:url(${image})}` },
  }),
  'web manifest': (image) => ({
    page: '<link rel=manifest href=m.json>',
    files: { 'm.json': JSON.stringify({ icons: [{ src: image }] }) },
  }),
  'RSS enclosure': (image) => ({
    page: '<link rel=alternate type=application/rss+xml href=rss.xml>',
    files: { 'rss.xml': `<rss><channel><item><enclosure url="/${image}" type="image/png"/></item></channel></rss>` },
  }),
  'image sitemap': (image) => ({
    page: '',
    files: {
      'sitemap.xml': `<urlset xmlns:i="http://www.google.com/schemas/sitemap-image/1.1"><url><loc>/</loc>
        <i:image><i:loc>/${image}</i:loc></i:image></url><url><loc>/hidden.html</loc></url></urlset>`,
    },
  }),
  'page of a sitemap': (image) => ({ page: '', files: { 'hidden.html': `<img src=${image}>` } }),
  'iframe on the site': (image) => ({
    page: '<iframe src=frame.html></iframe>',
    files: { 'frame.html': `<img src=${image}>` },
  }),
}

/** Writes the site into the folder; answers the file of each way. */
export async function writeVariedSite(folder: string): Promise<Map<string, string>> {
  const ways = new Map<string, string>()
  const parts: string[] = []
  mkdirSync(folder, { recursive: true })
  for (const [way, markup] of Object.entries(inPage)) {
    const image = await writeImage(folder, ways.size)
    ways.set(way, image)
    parts.push(markup.replaceAll('"@type"', '"#type"').replaceAll('@', image).replaceAll('"#type"', '"@type"'))
  }
  for (const [way, make] of Object.entries(inFiles)) {
    const image = await writeImage(folder, ways.size)
    const { page, files } = make(image)
    ways.set(way, image)
    parts.push(page)
    for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text)
  }
  writeFileSync(path.join(folder, 'index.html'), `<!doctype html><title>Every way</title>${parts.join('\n')}`)
  return ways
}

async function writeImage(folder: string, number: number): Promise<string> {
  const name = `picture-${number}.png`
  const noise = { type: 'gaussian', mean: 128, sigma: 50 } as const
  const create = { width: 120, height: 90, channels: 3, background: '#888', noise } as const
  writeFileSync(path.join(folder, name), await sharp({ create }).png().toBuffer())
  return name
}
