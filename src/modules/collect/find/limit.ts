/** How much is taken of one page: more than this is no page for readers but a trap, or a list to be paged through. */
const maxEach = 100_000

export interface Limit {
  /** False when the set is full and the value not in it: it is left out. */
  add<Value>(set: Set<Value>, value: Value): boolean
  /** True once something was left out. */
  isPassed(): boolean
}

export function createLimit(): Limit {
  let isPassed = false

  return {
    add(set, value) {
      if (set.size < maxEach || set.has(value)) return set.add(value).has(value)
      isPassed = true
      return false
    },
    isPassed: () => isPassed,
  }
}
