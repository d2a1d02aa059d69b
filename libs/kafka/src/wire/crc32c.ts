// CRC-32C, the checksum of a record batch. Eight bytes a step by eight tables ("slicing by 8"), four times as fast as
// one byte a step.

const polynomial = 0x82f63b78;
const bytesPerStep = 8;

/** The checksum of each byte. */
const first = Int32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? polynomial : 0);
  return crc;
});

const at = (table: Int32Array, byte: number): number => table[byte] ?? 0;

/** The checksum of each byte with one zero byte more behind it. */
const behind = (table: Int32Array): Int32Array => table.map((crc) => (crc >>> 8) ^ at(first, crc & 0xff));

// Eight names: a table that is looked up in an array costs as much as what it saves.
const [t0, t1] = [first, behind(first)];
const [t2, t3] = [behind(t1), behind(behind(t1))];
const [t4, t5] = [behind(t3), behind(behind(t3))];
const [t6, t7] = [behind(t5), behind(behind(t5))];

/** Of the bytes from `start` to `end`, as an unsigned 32-bit number. */
export function crc32c(bytes: Buffer, start = 0, end = bytes.length): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let crc = -1;
  let position = start;
  for (; position + bytesPerStep <= end; position += bytesPerStep) {
    const low = crc ^ view.getInt32(position, true);
    const high = view.getInt32(position + 4, true);
    crc = at(t7, low & 0xff) ^ at(t6, (low >>> 8) & 0xff) ^ at(t5, (low >>> 16) & 0xff) ^ at(t4, low >>> 24);
    crc ^= at(t3, high & 0xff) ^ at(t2, (high >>> 8) & 0xff);
    crc ^= at(t1, (high >>> 16) & 0xff) ^ at(t0, high >>> 24);
  }
  for (; position < end; position += 1) crc = (crc >>> 8) ^ at(t0, (crc ^ (bytes[position] ?? 0)) & 0xff);
  return ~crc >>> 0;
}
