// The groups in which the console shows event types: one for each object type, under ActiveCampaign's name for it.
import type { ObjectType } from '../event/object-type.js';

export const objectTypeLabels: Readonly<Record<ObjectType, string>> = {
  contact: 'Contact',
  deal: 'Deal',
  account: 'Account',
  campaign: 'Campaign',
  email: 'Email',
  link: 'Link',
  list: 'List',
  sms: 'SMS',
  website: 'Website',
  'custom-object': 'Custom object',
  order: 'Order',
  product: 'Product',
  automation: 'Automation',
};
