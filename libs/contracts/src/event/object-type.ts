// What an event can be about. Each object type has one Kafka topic; nothing else is decided here.
export const objectTypes = [
  'contact',
  'deal',
  'account',
  'campaign',
  'email',
  'link',
  'list',
  'sms',
  'website',
  'custom-object',
  'order',
  'product',
  'automation',
] as const;

export type ObjectType = (typeof objectTypes)[number];
