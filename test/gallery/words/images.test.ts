import t from 'tap'
import { elements } from '#catalog'
import { altState, imageLabel, imageName, shouldHaveAlt } from '../../../src/gallery/words/images.ts'
import { elementsWithAlt } from '../../../src/modules/catalog/facets/alt-state.ts'

t.test('altState: missing, empty and present are three things', async (t) => {
  t.equal(altState(null), 'missing')
  t.equal(altState(' \n'), 'empty')
  t.equal(altState('A cat'), 'present')
})

t.test('shouldHaveAlt: of the elements of which the facets count it', async (t) => {
  t.strictSame(
    elements.filter(shouldHaveAlt),
    elements.filter((element) => elementsWithAlt.includes(element)),
  )
})

t.test('imageName: the alt text, else the file name', async (t) => {
  t.equal(imageName({ alt: ' A cat ', url: 'https://example.org/1.jpg' }), 'A cat')
  t.equal(imageName({ alt: '', url: 'https://example.org/1.jpg' }), '1.jpg')
})

t.test('imageLabel: what is wrong with the alt text is said, unless a list is silent on it', async (t) => {
  const url = 'https://example.org/1.jpg'
  t.equal(imageLabel({ alt: 'A cat', url, page: 'https://example.org/' }), 'A cat')
  t.equal(imageLabel({ alt: null, url, page: 'https://example.org/' }), '1.jpg, missing alt text')
  t.equal(imageLabel({ alt: '', url, page: '' }), '1.jpg, empty alt text')
  t.equal(imageLabel({ alt: null, url, page: '' }), '1.jpg')
})
