import t from 'tap'
import { picturesIn } from '../../../support/finding.ts'

const gif = 'data:image/gif;base64,R0lGODlhAQABAAAAACw='

const cases: [title: string, markup: string, pictures: string[]][] = [
  ['src', '<img src=a.jpg>', ['img a.jpg']],
  [
    'alt: entities decoded, kept exactly',
    '<img src=a.jpg alt=" R&amp;B &eacute;&#233; &lt;3 ">',
    ['img( R&B éé <3 ) a.jpg'],
  ],
  ['alt: empty', '<img src=a.jpg alt>', ['img() a.jpg']],
  ['entities in the address', '<img src="a?x=1&amp;y=2&copy=3">', ['img a?x=1&y=2&copy=3']],
  ['blanks and line ends in the address', '<img src=" a\n.j\tpg ">', ['img a.jpg']],
  [
    'nothing to fetch',
    '<img src=""><img src="#"><img src="about:blank"><img src="javascript:x"><img src="blob:y">',
    [],
  ],
  ['other schemes', '<img src="file:///a.jpg"><img src="ftp://x/a.jpg"><img>', []],
  ['data: address', `<img src=" ${gif}\n">`, [`img ${gif}`]],
  ['data: address without data', '<img src="data:,"><img src="data:image/png">', []],
  ['the same image twice is two pictures', '<img src=a.jpg><img src=a.jpg>', ['img a.jpg', 'img a.jpg']],

  ['srcset: widths', '<img srcset="a.jpg 400w, b.jpg 800w" src=a.jpg>', ['img b.jpg a.jpg']],
  ['srcset: densities without a space', '<img srcset="a.jpg 1x,b.jpg 2x">', ['img b.jpg a.jpg']],
  ['srcset: commas in an address', '<img srcset="w_800,h_600/a.jpg 800w">', ['img w_800,h_600/a.jpg']],
  ['srcset: ties keep their order', '<img srcset="a.jpg 2x, b.jpg 2x" src=c.jpg>', ['img a.jpg b.jpg c.jpg']],
  ['srcset: src is the best', '<img srcset="a.jpg 0.5x" src=c.jpg>', ['img c.jpg a.jpg']],
  ['srcset: bad descriptors', '<img srcset="a.jpg -1x, b.jpg 0w, c.jpg 2x 100w, d.jpg 3x">', ['img d.jpg']],
  ['srcset: blank', '<img srcset=" " src=a.jpg>', ['img a.jpg']],

  [
    'picture: formats in order, one picture',
    '<picture><source srcset="a.avif 1x, b.avif 2x"><source srcset=c.webp><img src=d.jpg alt=D></picture>',
    ['picture(D) b.avif a.avif c.webp d.jpg'],
  ],
  [
    'picture: art direction for small screens comes after',
    '<picture><source media="(max-width: 40em)" srcset=s.jpg><source media="(min-width: 40em)" srcset=l.jpg><img src=m.jpg></picture>',
    ['picture l.jpg m.jpg s.jpg'],
  ],
  [
    'picture: formats that browsers do not show come after',
    '<picture><source type=image/jxl srcset=a.jxl><source type="image/foo" srcset=a.foo><img src=a.png></picture>',
    ['picture a.png a.jxl a.foo'],
  ],
  [
    'picture: a source of no image type is passed over',
    '<picture><source type=video/mp4 srcset=v.jpg data-src=w.jpg><source type="IMAGE/webp" srcset=a.webp><img src=a.jpg></picture>',
    ['picture a.webp a.jpg'],
  ],
  [
    'picture: src of a source counts for nothing, its lazy twin does',
    '<picture><source src=s.jpg><source src=t.jpg data-src=a.webp><img src=a.jpg></picture>',
    ['picture a.webp a.jpg'],
  ],
  ['picture: without sources', '<picture><img src=a.jpg></picture>', ['picture a.jpg']],
  ['picture: without an image shows nothing', '<picture><source srcset=a.jpg></picture>', []],
  [
    'picture: never closed',
    '<div><picture><source srcset=a.webp><img src=a.jpg></div><img src=b.jpg><picture><img src=c.jpg>',
    ['picture a.webp a.jpg', 'img b.jpg', 'picture c.jpg'],
  ],
  [
    'picture: lazy sources and noscript inside',
    `<picture><source data-srcset="a.webp"><img src="${gif}" data-src=a.jpg><noscript><img src=a.jpg></noscript></picture>`,
    [`picture a.webp a.jpg ${gif}`],
  ],
  ['source of a video is no image', '<video><source src=a.mp4></video>', []],

  ['lazy: data-src before its spacer', '<img src=1x1.gif data-src=real.jpg>', ['img real.jpg 1x1.gif']],
  [
    'lazy: set first',
    `<img src="${gif}" data-srcset="s.jpg 1x, l.jpg 2x" data-src=m.jpg>`,
    [`img l.jpg s.jpg m.jpg ${gif}`],
  ],
  ['lazy: full size first', '<img src=m.jpg srcset="l.jpg 900w" data-zoom-image=xl.jpg>', ['img xl.jpg l.jpg m.jpg']],
  [
    'lazy: settings are no address',
    '<img src=a.jpg data-lazy=true data-image="3" data-src=\'{"a":"b.jpg"}\'>',
    ['img a.jpg'],
  ],
  [
    'lazy: what it shows under the pointer is another picture',
    '<img src=a.jpg alt=A data-hover-src=b.jpg data-alt-image="c.jpg">',
    ['img(A) a.jpg', 'img b.jpg', 'img c.jpg'],
  ],
  ['lazy: data-* that is no image', '<div data-href="/cart" data-url="/api" data-src-x="a.jpg">x</div>', []],
  [
    'lazy: a placeholder by name in the set',
    '<img srcset="blank.gif 2x" data-src=a.jpg src=b.jpg>',
    ['img a.jpg b.jpg blank.gif'],
  ],

  ['noscript: alone', '<noscript><img src=n.jpg alt=N></noscript>', ['noscript(N) n.jpg']],
  ['noscript: in the head', '<head><noscript><img src=n.jpg></noscript></head>', ['noscript n.jpg']],
  [
    'noscript: beside its twin',
    '<img data-src=a.jpg src=b.gif><noscript><img src=c.jpg alt=C></noscript>',
    ['img(C) a.jpg b.gif c.jpg'],
  ],
  [
    'noscript: before its twin',
    `<noscript><img src=c.jpg></noscript> <img src="${gif}" alt=L>`,
    [`img(L) c.jpg ${gif}`],
  ],
  [
    'noscript: its twin elsewhere',
    '<div><img data-src=a.jpg></div><p><noscript><img src=a.jpg></noscript></p>',
    ['img a.jpg'],
  ],
  [
    'noscript: the twin of a background',
    '<img src=x.jpg><div data-bg=a.jpg></div><p><noscript><img src=a.jpg alt=A></noscript></p>',
    ['img x.jpg', 'background(A) a.jpg'],
  ],
  [
    'noscript: a background in between',
    '<img data-src=a.jpg><div data-bg=b.jpg></div><noscript><img src=a.jpg></noscript>',
    ['img a.jpg', 'background b.jpg'],
  ],
  [
    'noscript: a stranger',
    '<img src=a.jpg><noscript><img src=/count.gif></noscript>',
    ['img a.jpg', 'noscript http://site.test/count.gif'],
  ],

  [
    'link: to the full size',
    '<a href=big.jpg><span><img src=small.jpg alt=x></span></a>',
    ['img(x) big.jpg small.jpg'],
  ],
  [
    'link: the first image inside is its preview',
    '<a href=b.png><img src=1.png><img src=2.png></a>',
    ['img b.png 1.png', 'img 2.png'],
  ],
  [
    'link: to a page, and to the full size for a script',
    '<a href=p.html data-full=big.jpg data-large="xl.jpg" data-zoom=true><img src=small.jpg></a>',
    ['img big.jpg xl.jpg small.jpg'],
  ],
  [
    'link: to nothing, for a lightbox',
    '<a href="#" data-src=big.jpg><img src=a.jpg></a><a data-mfp-src=big2.jpg><img src=b.jpg></a><a data-href="/cart"><img src=c.jpg></a>',
    ['img big.jpg a.jpg', 'img big2.jpg b.jpg', 'img c.jpg'],
  ],
  ['link: to a page', '<a href=big.html><img src=small.jpg></a>', ['img small.jpg']],
  [
    'link: to a page of a wiki about the file',
    '<a href="/wiki/File:Big.jpg"><img src=small.jpg></a>',
    ['img small.jpg'],
  ],
  [
    'link: an icon is no preview',
    '<a href=plan.png><img src=/icons/image.png> Plan</a><a href=big.png><img src=zoom-icon.png><img src=thumb.png></a>',
    ['a plan.png', 'img http://site.test/icons/image.png', 'img zoom-icon.png', 'img big.png thumb.png'],
  ],
  [
    'link: icons in small are previews of icons',
    '<a href=/icons/big/1.png><img src=/icons/small/1.png></a><a href=big.png><img src=//icon.test/small.png></a>',
    [
      'img http://site.test/icons/big/1.png http://site.test/icons/small/1.png',
      'img big.png http://icon.test/small.png',
    ],
  ],
  ['link: with text', '<a href="x.JPG?v=1">text</a>', ['a x.JPG?v=1']],
  [
    'link: never closed',
    '<p><a href=big.jpg><img src=a.jpg></p><a href=p.html><img src=b.jpg>',
    ['img big.jpg a.jpg', 'img b.jpg'],
  ],
  [
    'link: around a twin',
    '<a href=big.jpg><img data-src=a.jpg><noscript><img src=a.jpg></noscript></a>',
    ['img big.jpg a.jpg'],
  ],

  [
    'amp-img',
    '<amp-img src=a.jpg srcset="b.jpg 2x" alt=A><noscript><img src=c.jpg></noscript></amp-img>',
    ['amp-img(A) b.jpg a.jpg c.jpg'],
  ],
]

for (const [title, markup, pictures] of cases) {
  t.test(`images: ${title}`, async (t) => t.strictSame(picturesIn(markup), pictures))
}

const lazyNames = [
  'data-src',
  'data-srcset',
  'data-original',
  'data-lazy',
  'data-lazy-src',
  'data-lazy-srcset',
  'data-bg',
  'data-bgset',
  'data-background',
  'data-background-image',
  'data-full-src',
  'data-zoom-image',
  'data-hi-res-src',
  'data-large_image',
  'data-original-src',
  'data-lazyload',
  'data-hires',
  'data-highres',
  'data-retina',
  'data-img',
  'data-imgsrc',
  'data-image-src',
  'data-cfsrc',
  'data-fallback-src',
  'data-default-src',
  'data-ll-src',
  'data-litespeed-src',
  'data-desktop-src',
  'data-src-webp',
  'data-splide-lazy',
  'data-delayed-src',
  'data-orig-file',
  'data-large-file',
  'data-img-url',
  'data-url',
  'data-echo',
  'data-actualsrc',
  'data-flickity-lazyload',
  'data-thumb',
  'data-src-2x',
  'data-anything',
  'data-href',
  'data-image-srcset',
  'data-image',
  'real_src',
]

for (const name of lazyNames) {
  t.test(`images: ${name} ranks above src`, async (t) =>
    t.strictSame(picturesIn(`<img src=spacer.gif ${name}=real.jpg>`), ['img real.jpg spacer.gif']),
  )
}

const ruled: [title: string, markup: string, pictures: string[]][] = [
  [
    'larger first, unknown and small last',
    '<img src=m.jpg data-pin-media=p.jpg data-thumb=t.jpg data-big=b.jpg data-orig-file=o.jpg>',
    ['img o.jpg b.jpg m.jpg p.jpg t.jpg'],
  ],
  [
    'stand-ins last',
    '<img src=a.jpg data-fallback-src=b.jpg><img src=c.jpg data-error-image=d.jpg data-loading-src=e.jpg data-no-image=f.jpg><img src=g.jpg data-default-img=h.jpg>',
    ['img a.jpg b.jpg', 'img c.jpg d.jpg e.jpg f.jpg', 'img g.jpg h.jpg'],
  ],
  [
    'other pictures',
    '<img src=a.jpg data-dark-src=b.jpg data-author-image=c.jpg data-qr-image=d.jpg><img src=e.jpg data-iconic-src=f.jpg>',
    ['img a.jpg', 'img b.jpg', 'img c.jpg', 'img d.jpg', 'img f.jpg e.jpg'],
  ],
  [
    'several addresses in one',
    '<div data-images="/dir/a.jpg,/dir/b.jpg"></div><i data-photos="c.jpg | d.jpg"></i><img src=e.jpg data-images="f.jpg;g.jpg" data-src="w_80,h_60/h.jpg">',
    [
      'background a.jpg',
      'background b.jpg',
      'background c.jpg',
      'background d.jpg',
      'img w_80,h_60/h.jpg e.jpg',
      'img f.jpg',
      'img g.jpg',
    ],
  ],
  [
    'several addresses as JSON',
    '<div data-images=\'["a.jpg",{"x":"b.jpg"},"no"]\' data-list=\'["c.jpg"]\'>',
    ['json a.jpg', 'json b.jpg'],
  ],
  [
    'honest names',
    '<img src=t/1.png data-src=sofa-grey.png><a href=google-pixel-8.png><img src=t/2.png></a><img srcset="t/3.png 300w, loading-dock.png 1600w"><img src=logo-transparent.png data-thumb=t/4.png>',
    [
      'img sofa-grey.png t/1.png',
      'img google-pixel-8.png t/2.png',
      'img loading-dock.png t/3.png',
      'img logo-transparent.png t/4.png',
    ],
  ],
  [
    'names of placeholders',
    '<img src=img-placeholder-2.png data-x=a.jpg><img src=1x1_transparent.gif data-x=b.jpg><img src=ajax-loader.gif data-x=c.jpg><img src=/blank data-x=d.jpg>',
    [
      'img a.jpg img-placeholder-2.png',
      'img b.jpg 1x1_transparent.gif',
      'img c.jpg ajax-loader.gif',
      'img d.jpg http://site.test/blank',
    ],
  ],
  [
    'words and numbers',
    '<img src=a.jpg data-src=v1.2 data-original="Acme Inc." data-lazy="e.g. a/b" data-echo="b.php?id=1">',
    ['img b.php?id=1 a.jpg'],
  ],
  [
    'on any element: a set as in CSS',
    `<div data-bg-set="url('a.png') 1x, url('b.png') 2x"></div><div data-bg-set="url(c.webp) type('image/webp')">`,
    ['background b.png a.png', 'background c.webp'],
  ],
  [
    'names of older scripts',
    '<img src=a.jpg lazysrc=b.jpg><img src=c.jpg lazy-src=d.jpg><img src=e.jpg zoomfile=f.jpg original=g.jpg>',
    ['img b.jpg a.jpg', 'img d.jpg c.jpg', 'img f.jpg g.jpg e.jpg'],
  ],
  ['no pictures', '<img src=a.jpg original=true lazysrc="" zoomfile=/cart>', ['img a.jpg']],
  ['sets under any name', '<img src=spacer.gif data-x-srcset="a.jpg 1x, b.jpg 2x">', ['img b.jpg a.jpg spacer.gif']],
  [
    'templates',
    '<img src=a.jpg data-src="{{ url }}" data-x="{{ name }}.jpg" data-srcset="{set}.jpg 2x">',
    ['img a.jpg'],
  ],
  [
    'settings and words',
    '<img src=a.jpg data-href=/cart data-url=/api data-id=7 data-image-title=IMG.JPG data-filename=b.jpg data-list="b.jpg, c.jpg">',
    ['img a.jpg'],
  ],
  ['on picture', '<picture data-anything=a.jpg><img src=spacer.gif></picture>', ['picture a.jpg spacer.gif']],
  ['on source', '<picture><source data-anything=a.webp><img src=b.jpg></picture>', ['picture a.webp b.jpg']],
  ['on amp-img', '<amp-img src=blank.gif data-anything=a.jpg></amp-img>', ['amp-img a.jpg blank.gif']],
  [
    'a noscript twin of it',
    '<img src=spacer.gif data-anything=a.jpg><noscript><img src=b.jpg></noscript>',
    ['img a.jpg b.jpg spacer.gif'],
  ],
  [
    'on any element that says image',
    '<div data-bg-src=a.jpg></div><p data-photo=b.jpg data-x=no.jpg data-image-name=no.jpg><i data-img2x=c.jpg>',
    ['background a.jpg', 'background b.jpg', 'background c.jpg'],
  ],
  [
    'on any element that says what it is of',
    '<li data-thumb=a.jpg><li data-cover=b.jpg data-large=true data-full=7>',
    ['background a.jpg', 'background b.jpg'],
  ],
  ['on any element: a set', '<div data-x-bgset="s.jpg 1x, l.jpg 2x">', ['background l.jpg s.jpg']],
  [
    'on any element: templates',
    '<div data-bg="{{ bg }}" data-bg-src="/{{ bg }}.jpg" data-background="url(/{id})">',
    [],
  ],
  [
    'on a link to an image file',
    '<a href=big.jpg data-src=big.jpg data-image=huge.jpg><img src=s.jpg></a>',
    ['img big.jpg huge.jpg s.jpg'],
  ],
  ['posters', '<video data-lazy-poster=a.jpg></video>', ['video a.jpg']],
]

for (const [title, markup, pictures] of ruled) {
  t.test(`data attributes: ${title}`, async (t) => t.strictSame(picturesIn(markup), pictures))
}
