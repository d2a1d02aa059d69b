import { expect, it } from 'vitest';
import { ByteReader } from './byte-reader.js';
import { HeaderReader } from './header-reader.js';
import { writeVarInt } from './varint.js';

type Header = readonly [name: string, value: Buffer | string | null];

function headerBytes(headers: readonly Header[]): ByteReader {
  const bytes = Buffer.alloc(1_000);
  let end = writeVarInt(bytes, headers.length, 0);
  for (const part of headers.flat()) {
    const field = part === null ? null : Buffer.from(part);
    end = writeVarInt(bytes, field?.length ?? -1, end);
    if (field !== null) end += field.copy(bytes, end);
  }
  return new ByteReader(bytes.subarray(0, end));
}

const read = (reader: HeaderReader, headers: readonly Header[]) =>
  Object.entries(reader.read(headerBytes(headers)));

it('reads texts, bytes that are no ASCII, and nothing', () => {
  const umlaut = Buffer.from('ä');
  expect(
    read(new HeaderReader(), [
      ['a', 'text'],
      ['b', umlaut],
      ['c', ''],
      ['ä', null],
    ]),
  ).toEqual([
    ['a', 'text'],
    ['b', umlaut],
    ['c', ''],
    ['ä', null],
  ]);
});

it('gives a header that is repeated a list', () => {
  expect(
    read(new HeaderReader(), [
      ['a', '1'],
      ['a', '2'],
      ['b', '0'],
      ['a', '3'],
    ]),
  ).toEqual([
    ['a', ['1', '2', '3']],
    ['b', '0'],
  ]);
});

it('takes a name that every object has for a name', () => {
  const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];
  const headers = names.map((name) => [name, 'x'] as const);
  expect(read(new HeaderReader(), headers)).toEqual(names.map((name) => [name, 'x']));
});

it('mistakes no header for that of the record before', () => {
  const reader = new HeaderReader();
  const records: readonly (readonly Header[])[] = [
    [
      ['a', '11'],
      ['b', '2'],
    ],
    [
      ['a', '12'],
      ['c', '2'],
    ],
    [
      ['c', '12'],
      ['a', '2'],
      ['b', '3'],
    ],
    [['a', 'ab']],
    [['ab', 'a']],
    [
      ['ab', Buffer.from('ä')],
      ['b', '3'],
    ],
    [['ab', 'a']],
  ];
  for (const headers of records) expect(read(reader, headers)).toEqual(headers);
});
