import t from 'tap'
import { altState, imageLabel, imageName } from '../../../src/gallery/words/images.ts'

t.test('altState: missing, empty and present are three things', async (t) => {
  t.equal(altState(null), 'missing')
  t.equal(altState(' \n'), 'empty')
  t.equal(altState('A cat'), 'present')
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
