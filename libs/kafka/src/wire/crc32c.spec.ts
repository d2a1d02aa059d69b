import { expect, it } from 'vitest';
import { crc32c } from './crc32c.js';

// RFC 3720, appendix B.4.
it.each([
  ['32 bytes of zeros', Buffer.alloc(32), 0x8a9136aa],
  ['32 bytes of ones', Buffer.alloc(32, 0xff), 0x62a8ab43],
  ['32 bytes ascending', Buffer.from(Array.from({ length: 32 }, (_, index) => index)), 0x46dd794e],
  ['32 bytes descending', Buffer.from(Array.from({ length: 32 }, (_, index) => 31 - index)), 0x113fdb5c],
  ['123456789', Buffer.from('123456789'), 0xe3069283],
  ['nothing', Buffer.alloc(0), 0],
])('checks %s', (_what, bytes, checksum) => {
  expect(crc32c(bytes)).toBe(checksum);
});

it('looks at the bytes between start and end only', () => {
  expect(crc32c(Buffer.from('ab123456789c'), 2, 11)).toBe(0xe3069283);
});
