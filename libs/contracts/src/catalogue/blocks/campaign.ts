// A campaign with the message that it sent.
import { z } from 'zod';
import { id, text } from '../data-values.js';
import { idOrZero, value } from '../form-builders.js';

/** ActiveCampaign's codes of a campaign's status. */
const statusCodes = {
  draft: '0',
  scheduled: '1',
  sending: '2',
  paused: '3',
  stopped: '4',
  completed: '5',
} as const;

export const campaign = z.strictObject({
  id,
  name: text,
  status: z.enum(['draft', 'scheduled', 'sending', 'paused', 'stopped', 'completed']),
  type: text.describe('Such as single, recurring, split or responder.'),
  recipients: z.int().min(0).optional(),
  webcopy_url: text.optional(),
  message: z.strictObject({ id, subject: text }).optional(),
});

export const campaignSample = {
  id: '28',
  name: 'July newsletter',
  status: 'completed' as const,
  type: 'single',
  recipients: 1842,
  webcopy_url: 'https://example.com/newsletters/july',
  message: { id: '31', subject: 'Notes on the engine' },
};

/** A campaign of which a producer need not know more than the id. */
export const knownCampaign = campaign.partial().extend({ id });

export const knownCampaignSample = { id: campaignSample.id, name: campaignSample.name };

/** `campaign[id]`, which is all that some events tell. */
export const campaignIdForm = value('campaign.id');

export const campaignForm = [
  campaignIdForm,
  value('campaign.name'),
  value('campaign.status', 'campaign.status', { codes: statusCodes }),
  value('campaign.type'),
  idOrZero('campaign.recipients'),
  value('campaign.webcopy_url'),
  idOrZero('campaign.message.id'),
  value('campaign.message.subject'),
];
