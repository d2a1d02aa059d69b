// Which event types a list is to have.
import { plans, subscriptionKinds } from '@posthorn/contracts';
import { z } from 'zod';

export const eventTypeFilter = z.strictObject({
  kind: z
    .enum(subscriptionKinds, { error: `Give one of ${subscriptionKinds.join(', ')}` })
    .optional()
    .describe('The kind of subscription that takes them. Absent: every kind.'),
  plan: z
    .enum(plans, { error: `Give one of ${plans.join(', ')}` })
    .optional()
    .describe('A plan that has them. Absent: every plan.'),
});
