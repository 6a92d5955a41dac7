/** A set of addresses that takes some sixteen bytes for each, however long it is. */
import { hash } from 'node:crypto'

export interface AddressSet {
  /** False when it was there before. */
  add(address: string): boolean
  has(address: string): boolean
  readonly size: number
}

const initialSlots = 1024

/**
 * Open addressing over 64 bits of each address's SHA-256, so that nobody can make two of them meet on purpose;
 * by chance, of a million addresses two do once in thirty million runs.
 */
export function createAddressSet(): AddressSet {
  let slots = new BigUint64Array(initialSlots)
  let size = 0

  function slotOf(key: bigint): number {
    let slot = Number(key % BigInt(slots.length))
    while (slots[slot] !== 0n && slots[slot] !== key) slot = (slot + 1) % slots.length
    return slot
  }

  function grow(): void {
    const before = slots
    slots = new BigUint64Array(before.length * 2)
    for (const key of before) if (key !== 0n) slots[slotOf(key)] = key
  }

  return {
    add(address) {
      const key = keyOf(address)
      if (slots[slotOf(key)] === key) return false
      if (size >= slots.length / 2) grow()
      slots[slotOf(key)] = key
      size += 1
      return true
    },
    has(address) {
      const key = keyOf(address)
      return slots[slotOf(key)] === key
    },
    get size() {
      return size
    },
  }
}

/** Zero stands for an empty slot. */
function keyOf(address: string): bigint {
  return hash('sha256', address, 'buffer').readBigUInt64LE() || 1n
}
