// The requests' schemas under this installation's rules for URLs.
import { checkTargetUrl, type TargetPolicy } from '@posthorn/outbound-http';
import { Inject, Injectable } from '@nestjs/common';
import {
  createSubscriptionSchema,
  updateSubscriptionSchema,
  type UrlObjection,
} from './subscription-requests.js';

/** Injection token: which targets this installation allows, from the environment. */
export const targetPolicy = Symbol('targetPolicy');

@Injectable()
export class SubscriptionInput {
  readonly create: ReturnType<typeof createSubscriptionSchema>;
  readonly update: ReturnType<typeof updateSubscriptionSchema>;

  constructor(@Inject(targetPolicy) policy: TargetPolicy) {
    const objection: UrlObjection = (url) => {
      const checked = checkTargetUrl(url, policy);
      return checked.ok ? undefined : checked.detail;
    };
    this.create = createSubscriptionSchema(objection);
    this.update = updateSubscriptionSchema(objection);
  }
}
