import { expect, it } from 'vitest';
import { readTopicIdsAnswer, writeTopicIdsRequest } from './topic-ids-request.js';

const hex = (...parts: string[]): Buffer => Buffer.from(parts.join('').replaceAll(' ', ''), 'hex');
const text = (value: string): string => Buffer.from(value).toString('hex');
const id = '65fdde05dd054b319 8c25fa4276a1253'.replaceAll(' ', '');
const noTags = '00';

it('asks for topics by name, and for nothing else', () => {
  expect(writeTopicIdsRequest(['ab', 'c'])).toEqual(
    hex(
      noTags,
      '03',
      '00'.repeat(16),
      '03',
      text('ab'),
      noTags,
      '00'.repeat(16),
      '02',
      text('c'),
      noTags,
      '000000',
      noTags,
    ),
  );
});

it('writes lengths beyond a byte', () => {
  const name = 'n'.repeat(200);
  expect(writeTopicIdsRequest([name])).toEqual(
    hex(noTags, '02', '00'.repeat(16), 'c901', text(name), noTags, '000000', noTags),
  );
});

it('reads the ids among all else that an answer tells, and passes over what later brokers may add', () => {
  const tags = '02 00 01 ff 07 02 aabb';
  const broker = ['00000001', '0a', text('127.0.0.1'), '00002384'];
  const partition = ['0000 00000000 00000001 00000005', '02 00000001', '02 00000001', '01'];
  const answer = hex(
    ...[tags, '00000007', '03', ...broker, '00', noTags, ...broker, '03', text('r1'), tags],
    ...['05', text('clus'), '00000001', '03'],
    ...['0000', '03', text('ab'), id, '00', '03', ...partition, noTags, ...partition, tags, '80000000', tags],
    ...['0003', '02', text('c'), '00'.repeat(16), '00', '01', '80000000', noTags],
    ...['80000000', noTags],
  );
  expect(readTopicIdsAnswer(answer)).toEqual({
    throttleMs: 7,
    topics: [
      { errorCode: 0, name: 'ab', topicId: Buffer.from(id, 'hex').toString('base64url') },
      { errorCode: 3, name: 'c', topicId: 'AAAAAAAAAAAAAAAAAAAAAA' },
    ],
  });
});
