// The body of an automation's webhook, byte for byte: no envelope, the contact's keys in their order, `seriesid` last.
import { automationWebhook } from '@posthorn/contracts';
import { eventAttributes } from '@posthorn/testing';
import { expect, it } from 'vitest';
import { encodeForm } from './encode-form.js';

const attributes = eventAttributes({ type: automationWebhook.code, subject: '12' });
const encode = (data: unknown): string =>
  encodeForm(automationWebhook, { attributes, data }, { timeZone: 'America/Chicago' }).toString('latin1');

it('has all keys of a full contact', () => {
  const contact = {
    id: '123456',
    email: 'robert@example.com',
    first_name: 'Róbert',
    last_name: 'Lee',
    phone: '+1 555-010-1234',
    ip: '127.0.0.1',
    tags: ['[KRC] Registered', 'VIP'],
    fields: { FAVOURITE_COLOUR: ['Blue', 'Green'], Age: 36, 'T-SHIRT': '' },
    company: { id: '17', name: 'Lee & Sons' },
  };
  expect(encode({ url: 'https://receiver.example/?key=s3cret', series_id: '12', contact })).toBe(
    'contact%5Bid%5D=123456&contact%5Bemail%5D=robert%40example.com&contact%5Bfirst_name%5D=R%C3%B3bert' +
      '&contact%5Blast_name%5D=Lee&contact%5Bphone%5D=%2B1+555-010-1234&contact%5Borgname%5D=Lee+%26+Sons' +
      '&contact%5Bcustomer_acct_name%5D=Lee+%26+Sons&contact%5Btags%5D=%5BKRC%5D+Registered%2C+VIP' +
      '&contact%5Bip4%5D=127.0.0.1&contact%5Bfields%5D%5Bfavourite_colour%5D=%7C%7CBlue%7C%7CGreen%7C%7C' +
      '&contact%5Bfields%5D%5Bage%5D=36&contact%5Bfields%5D%5Bt-shirt%5D=&seriesid=12',
  );
});

it('has every key, empty, of a contact that lacks all it may', () => {
  expect(encode({ url: 'https://receiver.example/', series_id: '7', contact: { id: '1', email: '' } })).toBe(
    'contact%5Bid%5D=1&contact%5Bemail%5D=&contact%5Bfirst_name%5D=&contact%5Blast_name%5D=&contact%5Bphone%5D=' +
      '&contact%5Borgname%5D=&contact%5Bcustomer_acct_name%5D=&contact%5Btags%5D=&contact%5Bip4%5D=0.0.0.0&seriesid=7',
  );
});
