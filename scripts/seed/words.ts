/** Real words, and what websites make of them: names, titles, alt texts. Common words come often, as they do everywhere. */
import type { Random } from '../../test/support/random.ts'

const adjectives = list(`old new small large red blue green white black grey yellow golden wooden narrow wide quiet busy
  early late northern southern eastern western bright dark warm cold wet dry soft steep round tall open empty broken painted
  modern ancient folded striped hidden famous local wild sweet fresh slow heavy light silver copper marble glass paper frozen`)

const nouns =
  list(`house street garden bridge river harbour boat tree window door market church tower mountain valley lake
  beach island forest field road train station bicycle car horse dog cat bird sheep flower rose apple bread cheese coffee tea
  cup plate table chair lamp book letter map clock key hat coat shoe scarf basket bottle kitchen bedroom staircase roof wall
  fence gate path square fountain statue museum gallery theatre school library office workshop factory mill barn farm orchard
  vineyard meadow hill cliff cave waterfall stream pond reed snow rain cloud storm sunset sunrise moon star shadow mirror
  portrait team crowd child dancer singer painter baker sailor farmer teacher runner violin piano drum guitar camera screen
  keyboard engine wheel ladder hammer needle thread button ribbon carpet curtain pillow blanket candle stove oven spoon knife`)

const links = list('in on near behind under beside above with without before after against along across')

/** A few words about what a picture shows, such as `A red boat near the old bridge`. */
export function sentence(random: Random): string {
  const subject = `${random.one(['A', 'The', 'One', 'Our', 'This'])} ${thing(random)}`
  if (random.integer(4) === 0) return subject
  return `${subject} ${common(random, links)} the ${random.integer(2) === 0 ? thing(random) : common(random, nouns)}`
}

/** A part of an address, such as `red-boat`. */
export function slug(random: Random): string {
  return thing(random).replace(' ', '-')
}

/** A name of two words; the first thousands of numbers give distinct ones. */
export function nameOf(number: number): [string, string] {
  const noun = nouns[Math.floor(number / adjectives.length + number) % nouns.length]
  return [adjectives[number % adjectives.length] ?? '', noun ?? '']
}

export function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}

function thing(random: Random): string {
  return `${common(random, adjectives)} ${common(random, nouns)}`
}

function common(random: Random, words: string[]): string {
  return words[skewed(random, words.length, 2)] ?? ''
}

/** A whole number below `below`; the higher the power, the more often it is a low one. */
export function skewed(random: Random, below: number, power: number): number {
  return Math.floor(below * (random.integer(1_000_000) / 1_000_000) ** power)
}

function list(text: string): string[] {
  return text.split(/\s+/)
}
