/** Places for work of which only so much may go on at once. */

export interface Slots {
  /** Takes a place; answers what gives it back, or undefined where none is free. */
  take(): (() => void) | undefined
}

export function createSlots(most: number): Slots {
  let taken = 0

  return {
    take() {
      if (taken >= most) return undefined
      taken += 1
      let isTaken = true
      return () => {
        if (isTaken) taken -= 1
        isTaken = false
      }
    },
  }
}
