/** Numbers in words for people. */

const units = ['B', 'kB', 'MB', 'GB', 'TB']

/** 1234567 as "1.2 MB": powers of a thousand, a decimal below ten. */
export function bytesInWords(bytes: number): string {
  const power = bytes < 1000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3))
  const value = bytes / 1000 ** power
  const digits = power > 0 && value < 9.95 ? 1 : 0
  return `${value.toFixed(digits)} ${units[power]}`
}

/** 1204 as "1,204". */
export function count(value: number): string {
  return value.toLocaleString('en')
}

/** "1 image", "1,204 images". */
export function counted(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`
}

/** "8 s", "2 min 5 s", "1 h 12 min". */
export function duration(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000))
  if (seconds < 60) return `${seconds} s`
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`
  return `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`
}

/** How long something short plays: "0.04 s", "2.5 s", from ten seconds on as above. */
export function playTime(milliseconds: number): string {
  if (milliseconds >= 10_000) return duration(milliseconds)
  return `${Number((milliseconds / 1000).toFixed(milliseconds < 1000 ? 2 : 1))} s`
}

/** 0.456 as "46 %"; what is there is never 0. */
export function percent(part: number): string {
  return part > 0 && part < 0.01 ? '< 1 %' : `${Math.round(part * 100)} %`
}

/** A moment in the reader's own way of writing it. */
export function moment(iso: string): string {
  return new Date(iso).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' })
}
