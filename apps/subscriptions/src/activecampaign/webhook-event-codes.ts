// The codes that a webhook may subscribe to, in the order in which ActiveCampaign lists them.
import { eventTypes } from '@posthorn/contracts';

export const webhookEventCodes: readonly string[] = eventTypes.map(({ code }) => code).toSorted();
