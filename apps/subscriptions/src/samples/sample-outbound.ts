// The door to customers' networks that samples go through, behind the same address guard as deliveries.
import {
  createOutbound,
  type Outbound,
  type PostRequest,
  type PostResult,
  type TargetPolicy,
} from '@posthorn/outbound-http';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { targetPolicy } from '../subscriptions/subscription-input.js';

const timeoutMs = 10_000;
const answerBytesKept = 16_384;

@Injectable()
export class SampleOutbound implements OnApplicationShutdown {
  private readonly outbound: Outbound;

  constructor(@Inject(targetPolicy) policy: TargetPolicy) {
    this.outbound = createOutbound({ targetPolicy: policy, successBytesKept: answerBytesKept });
  }

  post(request: Omit<PostRequest, 'timeoutMs'>): Promise<PostResult> {
    return this.outbound.post({ ...request, timeoutMs });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.outbound.close();
  }
}
