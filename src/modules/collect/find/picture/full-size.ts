/** Larger forms of an image that its address says it was made from, by the schemes of well-known systems. */
import { isImageFile } from '../address/image-file.ts'
import { resolveUrl } from '../address/resolve-url.ts'

/** `undefined`: the address is none of this scheme. Relative to the address itself; empty where it names no other. */
type Rule = (url: URL) => string | undefined

/** Cloudinary's, in a list: what may be a folder's name (`my_photos`) counts beside one that may not. */
const anyStep = '[a-z]{1,3}_[^/,]+'
const sureStep = String.raw`(?:(?:[ahoqrwxyz]|ar|dpr)_-?[\d.:]+|(?:[cfgqw]|dpr)_auto[\w:.!-]*|c_(?:crop|fill_pad|limit|scale|thumb|l?fill|m?fit|[lm]?pad)|g_(?:faces?|center|north|south|east|west)\w*|f_(?:avif|gif|jpe?g|png|webp))`
const steps = `(?:${anyStep},)*${sureStep}(?:,${anyStep})*`
const transformation = new RegExp(`/(upload|fetch|private)(?:/s--[\\w-]+--)?(?:/${steps})+(?=/)`)

const google = /(?:googleusercontent|ggpht|blogspot)\.com$/

/** One line each: what the system is called, and how its larger form is spelled. Guesses: pixels decide later. */
const rules: Record<string, Rule> = {
  'Next.js /_next/image?url=': named('url', /\/_next\/image\/?$/),
  'Vercel /_vercel/image?url=': named('url', /\/_vercel\/image\/?$/),
  'Netlify /.netlify/images?url=': named('url', /\/\.netlify\/images\/?$/),
  'Thumbor /unsafe/…/https://': inPath(/^.*\/unsafe\/(?:[^/]+\/)*?(https?:)\/+/, '$1//'),
  'Fandom /revision/latest/…': inPath(/(\/revision\/latest)\/.+$/, '$1'),
  'Wikimedia /thumb/': inPath(/\/thumb\/((?:[^/]+\/)*[^/]+\.\w+)\/(?:[^/]*-)?\d+px-[^/]+$/, '/$1'),
  'Discourse /optimized/': inPath(/\/optimized\/(.+)_\d_\d+x\d+(\.\w+)$/, '/original/$1$2'),
  'Etsy /il_340x270.': onHost(/\.etsystatic\.com$/, inPath(/\/il_\d+x(?:\d+|N)\./, '/il_fullxfull.')),
  'OpenCart /image/cache/': inPath(/\/image\/cache\/(.+)-\d+x\d+(?=\.\w+$)/, '/image/$1'),
  'WordPress -300x200': inPath(/-\d{1,5}x\d{1,5}(?=\.\w{3,4}$)/, '', isImageFile),
  'WordPress -scaled, -e1500000000000': inPath(/(?:-scaled|-e\d{10,13})(?=\.\w{3,4}$)/, '', isImageFile),
  'Shopify _300x, _300x200': inPath(/_(?:\d{2,4}x(?:\d{2,4})?|x\d{2,4})(?:_crop_\w+)?(?:@[23]x)?(?=\.[.\w]+$)/, ''),
  'Shopify _grande': inPath(/_(?:pico|icon|thumb|small|compact|medium|large|grande)(?=\.[.\w]+$)/, '', isShop),
  'Cloudinary /w_200,c_fill/': inPath(transformation, '/$1', isMedia),
  'Cloudinary /t_small/v1/': inPath(/\/(upload|fetch|private)(?:\/[a-z]{1,3}_[^/]+)+(?=\/v\d+\/)/, '/$1', isMedia),
  'ImageKit /tr:w-200/': onHost(/^ik\.imagekit\.io$/, inPath(/\/tr:[^/]+(?=\/)/, '')),
  'Uploadcare /-/resize/200x/': onHost(/(?:^|\.)ucarecdn\.com$/, inPath(/^(\/[\da-f-]{36}\/)-\/.*$/, '$1')),
  'Cloudflare /cdn-cgi/image/…/https://': inPath(/^.*\/cdn-cgi\/image\/[^/]+\/(https?:)\/+/, '$1//'),
  'Cloudflare /cdn-cgi/image/': inPath(/\/cdn-cgi\/image\/[^/]+\/(?!https?:)/, '/'),
  'Nuxt /_ipx/…/https://': inPath(/^.*\/_ipx\/[^/]+\/(https?:)\/+/, '$1//'),
  'Nuxt /_ipx/': inPath(/\/_ipx\/[^/]+\/(?!https?:)/, '/'),
  'Drupal /styles/': inPath(/\/styles\/[^/]+\/(?:public|private|s3)\/(.+?)(?:(?<=\.\w{3,4})\.(?:webp|avif))?$/, '/$1'),
  'Magento /cache/': inPath(/\/product\/cache\/(?:\d+\/[\w-]+\/(?:\d+x\d*\/)?)?[\da-f]{32}\//, '/product/'),
  'Ghost /size/w600/': inPath(/\/content\/images\/size\/w\d+(?:h\d+)?\/(?:format\/\w+\/)?/, '/content/images/'),
  'HubSpot /hs-fs/': inPath(/\/hs-fs\/hubfs\//, '/hubfs/'),
  'Storyblok /m/': onHost(/\.storyblok\.com$/, inPath(/\/m\/.*$/, '')),
  'Wix /v1/fill/': onHost(/\.wixstatic\.com$/, inPath(/\/v1\/(?:fill|fit|crop)\/.*$/, '')),
  'Amazon ._SX300_.': onHost(/(?:media|images)-amazon\.com$/, inPath(/\._[A-Z][\w,%-]*_(?=\.\w+$)/, '')),
  'Google /s320/, /w640-h480/': onHost(google, inPath(/\/(?:s\d+|w\d+-h\d+)(?:-[\w-]+)?\/(?=[^/]+$)/, '/s0/')),
  'Google =s220-c': onHost(google, inPath(/=[swh]\d+[\w-]*$/, '=s0')),
  'Medium /max/800/': onHost(/\.medium\.com$/, inPath(/\/max\/\d+\//, '/')),
  'Medium /v2/resize:fit:640/': onHost(/\.medium\.com$/, inPath(/(?:\/v2)?(?:\/(?:resize|format|fit):[^/]+)+/, '')),
  'YouTube hqdefault.jpg': onHost(
    /(?:^|\.)(?:ytimg|youtube)\.com$/,
    inPath(/\/(?:mq|hq|sd)?default(?=\.\w+$)/, '/maxresdefault'),
  ),
  'Flickr _m.jpg': onHost(/^live\.staticflickr\.com$/, inPath(/(_[\da-f]{10})(?:_[mnqstwzc])?(?=\.jpg$)/, '$1_b')),
  'Imgur abcdefgm.jpg': onHost(/^i\.imgur\.com$/, inPath(/^(\/\w{7})[bhlmst](?=\.\w+$)/, '$1')),
  'eBay /s-l300.': onHost(/^i\.ebayimg\.com$/, inPath(/\/s-l\d+(?=\.\w+$)/, '/s-l1600')),
  'Alibaba .jpg_220x220.jpg': onHost(/\.alicdn\.com$/, inPath(/(\.(?:jpe?g|png|webp))_[^/]*$/, '$1')),
  'BigCommerce /stencil/300x300/': inPath(/\/images\/stencil\/[^/]+\/(?=products\/)/, '/images/stencil/original/'),
  'X _normal': onHost(
    /^pbs\.twimg\.com$/,
    inPath(/^(\/profile_images\/.+)_(?:normal|bigger|mini|\d+x\d+)(?=\.\w+$)/, '$1'),
  ),
  'X ?name=small': onHost(/^pbs\.twimg\.com$/, withParameter('name', 'orig')),
  'X :large': onHost(/^pbs\.twimg\.com$/, inPath(/:(?:thumb|small|medium|large)$/, ':orig')),
  'Gravatar ?s=80': onHost(/(?:^|\.)gravatar\.com$/, withParameter('s', '2048')),
  'Squarespace ?format=300w': onHost(/squarespace(?:-cdn)?\.com$/, withParameter('format', 'original')),
  'imgix and its likes ?w=300&fit=crop': withoutSizes,
  '-thumb, _small': inPath(/[-_](?:thumb|thumbnail|small)(?=\.\w{3,4}$)/, '', isImageFile),
}

/** A form may itself have been made from a larger one; further than this nobody goes. */
const maxForms = 3

/**
 * Absolute http(s) addresses of larger forms, the largest first, never the address itself; at most three. They are guesses
 * by the spelling alone: whether there is an image, and the same one, only its pixels tell. `url` is absolute http(s).
 */
export function fullSizesOf(url: string): string[] {
  const forms = new Set([url])
  for (let last = largerForm(url); last && !forms.has(last) && forms.size <= maxForms; last = largerForm(last)) {
    forms.add(last)
  }
  return [...forms].slice(1).reverse()
}

/** The first rule that knows the scheme decides. */
function largerForm(url: string): string | undefined {
  const own = URL.parse(url)
  if (!own) return undefined
  for (const rule of Object.values(rules)) {
    const larger = rule(own)
    if (larger !== undefined) return resolveUrl(larger, url)
  }
  return undefined
}

/** Replaces a part of the path; of the query stays what does not say how large the form shall be, or how it shall look. */
function inPath(part: RegExp, replacement: string, where: (path: string) => boolean = () => true): Rule {
  return ({ pathname, search, searchParams }) => {
    const larger = pathname.replace(part, replacement)
    if (larger === pathname || !where(pathname)) return undefined
    return [...searchParams.keys()].some(saysForm) ? `${larger}${otherParameters(searchParams)}` : `${larger}${search}`
  }
}

function isShop(path: string): boolean {
  return /^\/(?:s\/files|cdn\/shop)\/|\/products\//.test(path)
}

function isMedia(path: string): boolean {
  return /\/(?:image|video)\//.test(path)
}

function onHost(host: RegExp, rule: Rule): Rule {
  return (url) => (host.test(url.hostname) ? rule(url) : undefined)
}

const sizes = /^(?:w|h|width|height|dpr|resize|max-?[wh]|min-?[wh]|size)$/
const looks =
  /^(?:fit|crop|auto|q|quality|fm|format|ar|rect|ixlib|ixid|cs|sharp|strip|ssl|zoom|lossy|bg|f|fl|gravity|mode|scale)$/

/** Of an address with a size among its parameters, what is left without them; it would not fit a signature. */
function withoutSizes({ pathname, searchParams }: URL): string | undefined {
  const isSigned = /^[\da-f]{32}$/.test(searchParams.get('s') ?? '')
  if (isSigned || ![...searchParams.keys()].some((name) => sizes.test(name))) return undefined
  return `${pathname}${otherParameters(searchParams)}`
}

function saysForm(name: string): boolean {
  return sizes.test(name) || looks.test(name)
}

/** The query without what says how the form is made; empty where nothing else is in it. */
function otherParameters(parameters: URLSearchParams): string {
  const kept = [...parameters].filter(([name]) => !saysForm(name))
  return kept.length === 0 ? '' : `?${new URLSearchParams(kept)}`
}

function withParameter(name: string, value: string): Rule {
  return ({ pathname, searchParams }) => {
    if (!searchParams.has(name) || searchParams.get(name) === value) return undefined
    const larger = new URLSearchParams(searchParams)
    larger.set(name, value)
    return `${pathname}?${larger}`
  }
}

/** The address of the original is a parameter. */
function named(name: string, where: RegExp): Rule {
  return ({ pathname, searchParams }) => (where.test(pathname) ? (searchParams.get(name) ?? '') : undefined)
}
