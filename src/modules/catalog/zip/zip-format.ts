/** The records of a ZIP file (PKWARE APPNOTE 6.3.10) whose files are stored as they are, in ZIP64 where 32 bits or 65,535 files do not do. */

export interface ZipFile {
  /** UTF-8. */
  name: Buffer
  bytes: number
  crc: number
  /** Milliseconds since the epoch. */
  time: number
}

/** These numbers say themselves that the true one stands elsewhere. */
const elsewhere32 = 0xffffffff
const elsewhere16 = 0xffff

const namesAreUtf8 = 0x0800
const isStored = 0
/** Made by Unix, so that the rights of files are told too. */
const madeBy = (3 << 8) | 45
const readableByAll = 0o100644 << 16

/** Stands before the bytes of a file. */
export function localHeader(file: ZipFile): Buffer {
  const isLarge = file.bytes >= elsewhere32
  const extra = isLarge ? zip64Extra([file.bytes, file.bytes]) : noBytes
  const header = Buffer.alloc(30)
  header.writeUInt32LE(0x04034b50, 0)
  writeCommon(header, 4, file, isLarge, extra)
  return Buffer.concat([header, file.name, extra])
}

/** Stands in the directory at the end; `offset` is that of the local header. */
export function directoryHeader(file: ZipFile, offset: number): Buffer {
  const isLarge = file.bytes >= elsewhere32
  const isFar = offset >= elsewhere32
  const extra = zip64Extra([...(isLarge ? [file.bytes, file.bytes] : []), ...(isFar ? [offset] : [])])
  const header = Buffer.alloc(46)
  header.writeUInt32LE(0x02014b50, 0)
  header.writeUInt16LE(madeBy, 4)
  writeCommon(header, 6, file, isLarge || isFar, extra, isLarge)
  header.writeUInt32LE(readableByAll >>> 0, 38)
  header.writeUInt32LE(Math.min(offset, elsewhere32), 42)
  return Buffer.concat([header, file.name, extra])
}

/** What ends the file; the directory has so many files, begins at `offset` and takes up `bytes`. */
export function endRecords(directory: { files: number; offset: number; bytes: number }): Buffer {
  const { files, offset, bytes } = directory
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(Math.min(files, elsewhere16), 8)
  end.writeUInt16LE(Math.min(files, elsewhere16), 10)
  end.writeUInt32LE(Math.min(bytes, elsewhere32), 12)
  end.writeUInt32LE(Math.min(offset, elsewhere32), 16)
  const fits = files < elsewhere16 && offset < elsewhere32 && bytes < elsewhere32
  return fits ? end : Buffer.concat([zip64End(directory), end])
}

function zip64End({ files, offset, bytes }: { files: number; offset: number; bytes: number }): Buffer {
  const end = Buffer.alloc(56 + 20)
  end.writeUInt32LE(0x06064b50, 0)
  end.writeBigUInt64LE(44n, 4)
  end.writeUInt16LE(madeBy, 12)
  end.writeUInt16LE(45, 14)
  for (const [at, value] of [files, files, bytes, offset].entries()) end.writeBigUInt64LE(BigInt(value), 24 + 8 * at)
  end.writeUInt32LE(0x07064b50, 56)
  end.writeBigUInt64LE(BigInt(offset + bytes), 64)
  end.writeUInt32LE(1, 72)
  return end
}

const noBytes = Buffer.alloc(0)

function zip64Extra(values: number[]): Buffer {
  if (values.length === 0) return noBytes
  const extra = Buffer.alloc(4 + 8 * values.length)
  extra.writeUInt16LE(1, 0)
  extra.writeUInt16LE(8 * values.length, 2)
  for (const [at, value] of values.entries()) extra.writeBigUInt64LE(BigInt(value), 4 + 8 * at)
  return extra
}

/** The 26 bytes that both headers of a file have alike. */
function writeCommon(
  header: Buffer,
  at: number,
  { name, bytes, crc, time }: ZipFile,
  isZip64: boolean,
  extra: Buffer,
  isLarge = isZip64,
): void {
  const told = isLarge ? elsewhere32 : bytes
  header.writeUInt16LE(isZip64 ? 45 : 10, at)
  header.writeUInt16LE(namesAreUtf8, at + 2)
  header.writeUInt16LE(isStored, at + 4)
  header.writeUInt32LE(dosTime(time), at + 6)
  header.writeUInt32LE(crc, at + 10)
  header.writeUInt32LE(told, at + 14)
  header.writeUInt32LE(told, at + 18)
  header.writeUInt16LE(name.length, at + 22)
  header.writeUInt16LE(extra.length, at + 24)
}

/** Two seconds are its unit, and 1980 to 2107 its years; here it is UTC. */
export function dosTime(time: number): number {
  const last = Date.UTC(2107, 11, 31, 23, 59, 58)
  const date = new Date(Math.min(Math.max(time, Date.UTC(1980, 0, 1)), last))
  const day = ((date.getUTCFullYear() - 1980) << 9) | ((date.getUTCMonth() + 1) << 5) | date.getUTCDate()
  const second = (date.getUTCHours() << 11) | (date.getUTCMinutes() << 5) | (date.getUTCSeconds() >> 1)
  return ((day << 16) | second) >>> 0
}
