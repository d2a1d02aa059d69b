// The requests and answers about subscriptions, as the OpenAPI document has them.
import { createZodDto } from 'nestjs-zod';
import {
  createdSubscriptionSchema,
  subscriptionPageSchema,
  subscriptionSchema,
} from './subscription-answers.js';
import {
  createSubscriptionSchema,
  listSubscriptionsSchema,
  updateSubscriptionSchema,
} from './subscription-requests.js';

/** The document is the same in every installation, whatever targets it allows. */
const noObjection = (): undefined => undefined;

export class CreateSubscriptionBody extends createZodDto(createSubscriptionSchema(noObjection)) {}
export class UpdateSubscriptionBody extends createZodDto(updateSubscriptionSchema(noObjection)) {}
export class ListSubscriptionsQuery extends createZodDto(listSubscriptionsSchema) {}
export class SubscriptionAnswer extends createZodDto(subscriptionSchema) {}
export class CreatedSubscriptionAnswer extends createZodDto(createdSubscriptionSchema) {}
export class SubscriptionPageAnswer extends createZodDto(subscriptionPageSchema) {}
