import fc from 'fast-check';
import { expect, it } from 'vitest';
import { addressRange, isOpenAddress } from './address-range.js';

it.each([
  ['public', '93.184.216.34'],
  ['public', '2606:2800:220:1::1'],
  ['loopback', '127.255.255.254'],
  ['loopback', '::1'],
  ['loopback', '::ffff:127.0.0.1'],
  ['loopback', '64:ff9b::127.0.0.1'],
  ['unspecified', '0.0.0.1'],
  ['private', '10.255.255.255'],
  ['linkLocal', '169.254.169.254'],
  ['carrierGradeNat', '100.100.100.200'],
  ['uniqueLocal', 'fd00:ec2::254'],
  ['rfc6052', '64:ff9b:1::5db8:d822'],
  ['teredo', '2001::5db8:d822'],
  ['reserved', '::93.184.216.34'],
  ['reserved', '4000::1'],
  ['linkLocal', 'fe80::1%eth0'],
  ['not_an_address', 'example.com'],
  ['not_an_address', '0x7f.1'],
])('%s: %s', (range, address) => {
  expect(addressRange(address)).toBe(range);
});

const octets = fc.array(fc.integer({ min: 0, max: 255 }), { minLength: 4, maxLength: 4 });
const hex = (high = 0, low = 0): string => (high * 256 + low).toString(16);

it('judges an IPv4 address alike in every IPv6 form that reaches it', () => {
  fc.assert(
    fc.property(octets, ([a, b, c, d]) => {
      const tail = `${hex(a, b)}:${hex(c, d)}`;
      const forms = [`::ffff:${tail}`, `64:ff9b::${tail}`, `2002:${tail}::1`];
      const range = addressRange([a, b, c, d].join('.'));
      expect(forms.map(addressRange)).toEqual([range, range, range]);
    }),
  );
});

it('opens the loopback by its setting, and no other range', () => {
  expect(isOpenAddress('127.0.0.1', { allowLoopback: false })).toBe(false);
  expect(isOpenAddress('127.0.0.1', { allowLoopback: true })).toBe(true);
  expect(isOpenAddress('10.0.0.1', { allowLoopback: true })).toBe(false);
  expect(isOpenAddress('93.184.216.34', { allowLoopback: false })).toBe(true);
});
