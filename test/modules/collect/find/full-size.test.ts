import t from 'tap'
import { fullSizesOf } from '../../../../src/modules/collect/find/index.ts'

const [site, next] = ['https://site.test', 'https://site.test/_next/image']

const cases: [title: string, url: string, larger: string[]][] = [
  ['WordPress', `${site}/wp-content/uploads/a-300x200.jpg`, [`${site}/wp-content/uploads/a.jpg`]],
  ['WordPress, with a query', `${site}/a-1024x768.JPG?ver=2`, [`${site}/a.JPG?ver=2`]],
  ['WordPress: scaled', `${site}/a-scaled.jpg`, [`${site}/a.jpg`]],
  ['WordPress: edited', `${site}/a-e1612345678901.png`, [`${site}/a.png`]],
  ['Photon', 'https://i0.wp.com/site.test/a.jpg?resize=300%2C200&ssl=1', ['https://i0.wp.com/site.test/a.jpg']],
  [
    'Shopify',
    'https://cdn.shopify.com/s/files/1/1/products/a_300x.jpg?v=1',
    ['https://cdn.shopify.com/s/files/1/1/products/a.jpg?v=1'],
  ],
  ['Shopify: named', 'https://cdn.shopify.com/s/files/1/a_grande.png', ['https://cdn.shopify.com/s/files/1/a.png']],
  [
    'Shopify: cropped',
    'https://cdn.shopify.com/s/files/1/a_300x200_crop_center@2x.jpg',
    ['https://cdn.shopify.com/s/files/1/a.jpg'],
  ],
  ['Shopify: width', `${site}/cdn/shop/files/a.jpg?v=1&width=300`, [`${site}/cdn/shop/files/a.jpg?v=1`]],
  ['Shopify, elsewhere', `${site}/a_300x.jpg`, [`${site}/a.jpg`]],
  [
    'Wikimedia',
    'https://upload.wikimedia.org/wikipedia/commons/thumb/a/ab/Lake.jpg/300px-Lake.jpg',
    ['https://upload.wikimedia.org/wikipedia/commons/a/ab/Lake.jpg'],
  ],
  ['Wikimedia: vector', `${site}/w/thumb/a/ab/F.svg/300px-F.svg.png`, [`${site}/w/a/ab/F.svg`]],
  ['Wikimedia: page', `${site}/thumb/a/ab/D.pdf/page1-300px-D.pdf.jpg`, [`${site}/a/ab/D.pdf`]],
  ['Next.js', `${next}?url=%2Fa.jpg&w=640&q=75`, [`${site}/a.jpg`]],
  ['Next.js: elsewhere', `${next}?url=https%3A%2F%2Fcdn.test%2Fa.jpg&w=640`, ['https://cdn.test/a.jpg']],
  ['Vercel', `${site}/_vercel/image?url=%2Fa.jpg&w=640`, [`${site}/a.jpg`]],
  ['Netlify', `${site}/.netlify/images?url=/a.jpg&w=640`, [`${site}/a.jpg`]],
  ['Nuxt', `${site}/_ipx/w_200,f_webp/images/a.jpg`, [`${site}/images/a.jpg`]],
  ['Nuxt: elsewhere', `${site}/_ipx/w_200/https://cdn.test/a.jpg`, ['https://cdn.test/a.jpg']],
  ['Cloudflare', `${site}/cdn-cgi/image/width=80,quality=75/images/a.jpg`, [`${site}/images/a.jpg`]],
  ['Cloudflare: elsewhere', `${site}/cdn-cgi/image/width=80/https://cdn.test/a.jpg`, ['https://cdn.test/a.jpg']],
  [
    'Cloudinary',
    'https://res.cloudinary.com/demo/image/upload/w_200,h_100,c_fill/q_auto/v123/folder/a.jpg',
    ['https://res.cloudinary.com/demo/image/upload/v123/folder/a.jpg'],
  ],
  [
    'Cloudinary: folders that are named alike',
    'https://res.cloudinary.com/demo/image/upload/w_200/my_folder/a.jpg',
    ['https://res.cloudinary.com/demo/image/upload/my_folder/a.jpg'],
  ],
  ['Cloudinary: folders alone', 'https://res.cloudinary.com/demo/image/upload/v1/my_folder/t_shirts/a.jpg', []],
  [
    'Cloudinary: a named transformation',
    'https://res.cloudinary.com/demo/image/upload/t_small/v1/a.jpg',
    ['https://res.cloudinary.com/demo/image/upload/v1/a.jpg'],
  ],
  [
    'Cloudinary: signed',
    'https://res.cloudinary.com/demo/image/upload/s--aB3_dE-f--/e_sharpen,w_200/a.jpg',
    ['https://res.cloudinary.com/demo/image/upload/a.jpg'],
  ],
  ['Cloudinary: a name without end', `${site}/image/upload/${'abc_d'.repeat(1500)}`, []],
  ['ImageKit', 'https://ik.imagekit.io/x/tr:w-200,h-100/a.jpg', ['https://ik.imagekit.io/x/a.jpg']],
  [
    'Uploadcare',
    'https://ucarecdn.com/0a1b2c3d-0a1b-0a1b-0a1b-0a1b2c3d4e5f/-/resize/300x/-/format/auto/',
    ['https://ucarecdn.com/0a1b2c3d-0a1b-0a1b-0a1b-0a1b2c3d4e5f/'],
  ],
  ['Thumbor', `${site}/unsafe/300x200/smart/https://cdn.test/a.jpg`, ['https://cdn.test/a.jpg']],
  [
    'Fandom',
    'https://static.wikia.nocookie.net/x/images/a/ab/A.png/revision/latest/scale-to-width-down/350?cb=1',
    ['https://static.wikia.nocookie.net/x/images/a/ab/A.png/revision/latest?cb=1'],
  ],
  ['YouTube', 'https://i.ytimg.com/vi/abc/hqdefault.jpg?x', ['https://i.ytimg.com/vi/abc/maxresdefault.jpg?x']],
  [
    'Flickr',
    'https://live.staticflickr.com/65535/51_0123456789_m.jpg',
    ['https://live.staticflickr.com/65535/51_0123456789_b.jpg'],
  ],
  ['Flickr: the original', 'https://live.staticflickr.com/65535/51_0123456789_o.jpg', []],
  ['Imgur', 'https://i.imgur.com/abcdefgm.jpg', ['https://i.imgur.com/abcdefg.jpg']],
  ['Imgur: the original', 'https://i.imgur.com/abcdefg.jpg', []],
  [
    'Etsy',
    'https://i.etsystatic.com/1/r/il/a/2/il_340x270.2_b.jpg',
    ['https://i.etsystatic.com/1/r/il/a/2/il_fullxfull.2_b.jpg'],
  ],
  ['eBay', 'https://i.ebayimg.com/images/g/a/s-l300.webp', ['https://i.ebayimg.com/images/g/a/s-l1600.webp']],
  ['Alibaba', 'https://ae01.alicdn.com/kf/a.jpg_220x220q75.jpg_.webp', ['https://ae01.alicdn.com/kf/a.jpg']],
  [
    'BigCommerce',
    `${site}/images/stencil/300x300/products/1/2/a.jpg?c=2`,
    [`${site}/images/stencil/original/products/1/2/a.jpg?c=2`],
  ],
  ['OpenCart', `${site}/image/cache/catalog/a-300x300.jpg`, [`${site}/image/catalog/a.jpg`]],
  ['X: faces', 'https://pbs.twimg.com/profile_images/1/a_normal.jpg', ['https://pbs.twimg.com/profile_images/1/a.jpg']],
  ['imgix: signed', 'https://x.imgix.net/a.jpg?w=300&s=0123456789abcdef0123456789abcdef', []],
  ['imgix', 'https://x.imgix.net/a.jpg?w=300&fit=crop', ['https://x.imgix.net/a.jpg']],
  ['imgix, elsewhere', `${site}/a.jpg?w=300&h=200&fit=crop&auto=format&v=3`, [`${site}/a.jpg?v=3`]],
  ['a script that resizes', `${site}/image.php?id=7&width=300`, [`${site}/image.php?id=7`]],
  ['a query without a size', `${site}/a.jpg?v=3&q=1`, []],
  ['Contentful', 'https://images.ctfassets.net/s/a/a.jpg?w=300', ['https://images.ctfassets.net/s/a/a.jpg']],
  ['Storyblok', 'https://a.storyblok.com/f/1/100x100/x/a.jpg/m/200x0', ['https://a.storyblok.com/f/1/100x100/x/a.jpg']],
  [
    'Squarespace',
    'https://images.squarespace-cdn.com/c/a.jpg?format=300w',
    ['https://images.squarespace-cdn.com/c/a.jpg?format=original'],
  ],
  ['Blogger', 'https://1.bp.blogspot.com/-x/s320/a.jpg', ['https://1.bp.blogspot.com/-x/s0/a.jpg']],
  ['Google', 'https://lh3.googleusercontent.com/abc=s220-c', ['https://lh3.googleusercontent.com/abc=s0']],
  ['X', 'https://pbs.twimg.com/media/a?format=jpg&name=small', ['https://pbs.twimg.com/media/a?format=jpg&name=orig']],
  [
    'Drupal',
    `${site}/sites/default/files/styles/large/public/2024/a.jpg?itok=x`,
    [`${site}/sites/default/files/2024/a.jpg?itok=x`],
  ],
  ['Drupal: in another format', `${site}/files/styles/large/public/a.jpg.webp`, [`${site}/files/a.jpg`]],
  [
    'Magento',
    `${site}/media/catalog/product/cache/0123456789abcdef0123456789abcdef/a/b/a.jpg`,
    [`${site}/media/catalog/product/a/b/a.jpg`],
  ],
  [
    'Wix',
    'https://static.wixstatic.com/media/a~mv2.jpg/v1/fill/w_100,h_100/b.jpg',
    ['https://static.wixstatic.com/media/a~mv2.jpg'],
  ],
  ['Amazon', 'https://m.media-amazon.com/images/I/abc._AC_SX300_.jpg', ['https://m.media-amazon.com/images/I/abc.jpg']],
  ['Gravatar', 'https://www.gravatar.com/avatar/abc?s=80&d=mm', ['https://www.gravatar.com/avatar/abc?s=2048&d=mm']],
  ['Medium', 'https://miro.medium.com/v2/resize:fit:640/format:webp/1*a.jpeg', ['https://miro.medium.com/1*a.jpeg']],
  ['Medium: of old', 'https://miro.medium.com/max/800/1*a.jpeg', ['https://miro.medium.com/1*a.jpeg']],
  ['Ghost', `${site}/content/images/size/w600/2024/a.jpg`, [`${site}/content/images/2024/a.jpg`]],
  [
    'Discourse',
    `${site}/uploads/default/optimized/1X/abc_2_690x400.jpg`,
    [`${site}/uploads/default/original/1X/abc.jpg`],
  ],
  ['HubSpot', `${site}/hs-fs/hubfs/a.jpg?width=300`, [`${site}/hubfs/a.jpg`]],
  ['thumb by name', `${site}/a_thumb.jpg`, [`${site}/a.jpg`]],

  ['one in the other', `${next}?url=%2Fa-300x200.jpg&w=64`, [`${site}/a.jpg`, `${site}/a-300x200.jpg`]],

  ['a plain file', `${site}/photo.jpg`, []],
  ['a size in a folder', `${site}/300x200/photo.jpg`, []],
  ['a page of that name', `${site}/a-300x200.html`, []],
  ['Next.js: not http', `${next}?url=javascript%3Aalert(1)&w=1`, []],
  ['Next.js: a file', `${next}?url=file%3A%2F%2F%2Fetc%2Fpasswd`, []],
  ['Next.js: a broken escape', `${next}?url=%E4%&w=1`, [`${site}/_next/%EF%BF%BD%`]],
  ['Next.js: no url', `${next}?w=640`, []],
  ['Next.js: itself', `${next}?url=/_next/image`, [`${next}`]],
  ['no address', 'nonsense', []],
]

for (const [title, url, larger] of cases) {
  t.test(`full size: ${title}`, async (t) => t.strictSame(fullSizesOf(url), larger))
}

t.test('full size: credentials and fragments stay behind, and nothing but http and https comes out', async (t) => {
  const inside = [
    'https://me:secret@cdn.test/a.jpg#x',
    'ftp://x.test/a',
    'data:image/png,x',
    '//cdn.test/a.jpg',
    '\\\\cdn.test\\a',
  ]
  t.strictSame(
    inside.flatMap((url) => fullSizesOf(`${next}?url=${encodeURIComponent(url)}`)),
    ['https://cdn.test/a.jpg', 'https://cdn.test/a.jpg', 'https://cdn.test/a'],
  )
})
