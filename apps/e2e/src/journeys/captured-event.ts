// An event whose body was captured from a live ActiveCampaign account (personal data replaced): what a receiver that
// was written for ActiveCampaign must get, byte for byte.

export const capturedEvent = {
  type: 'contact_tag_added',
  time: '2026-07-18T03:01:25Z',
  initiatedfrom: 'admin',
  data: {
    contact: {
      id: '123456',
      email: 'robert@example.com',
      first_name: 'Robert',
      phone: '+1 555-010-1234',
      ip: '127.0.0.1',
      tags: ['[KRC] Registered for Challenge', '[KRC] Registered - 07/20/26'],
      fields: { '39': '11111111-2222-4333-8444-555555555555' },
    },
    tag: '[KRC] Registered for Challenge',
  },
} as const;

/** For an account in Chicago. */
export const capturedBody =
  'type=contact_tag_added&date_time=2026-07-17T22%3A01%3A25-05%3A00&initiated_from=admin&initiated_by=admin&list=0' +
  '&contact%5Bid%5D=123456&contact%5Bemail%5D=robert%40example.com&contact%5Bfirst_name%5D=Robert' +
  '&contact%5Blast_name%5D=&contact%5Bphone%5D=%2B1+555-010-1234&contact%5Bip%5D=127.0.0.1' +
  '&contact%5Btags%5D=%5BKRC%5D+Registered+for+Challenge%2C+%5BKRC%5D+Registered+-+07%2F20%2F26' +
  '&contact%5Bfields%5D%5B39%5D=11111111-2222-4333-8444-555555555555' +
  '&tag=%5BKRC%5D+Registered+for+Challenge';
