// Who made an event happen, as ActiveCampaign names it: `public` a contact, `admin` a user, `api` the API,
// `system` an automation.
export const initiators = ['public', 'admin', 'api', 'system'] as const;

export type Initiator = (typeof initiators)[number];

export const isInitiator = (value: string): value is Initiator =>
  (initiators as readonly string[]).includes(value);
