// gRPC `SubscriptionService`; its messages are the bodies of REST.
import type { subscriptionsV1 } from '@posthorn/contracts';
import { Incoming, type IncomingCall } from '@posthorn/service-runtime';
import { Controller } from '@nestjs/common';
import { GrpcMethod, Payload } from '@nestjs/microservices';
import { maskedFields, presentFields, type Masked } from '../requests/grpc-message.js';
import { SecretReveal } from './secret-reveal.js';
import { SecretRotation } from './secret-rotation.js';
import { SubscriptionChanges } from './subscription-changes.js';
import { SubscriptionCreation } from './subscription-creation.js';
import { SubscriptionReads } from './subscription-reads.js';

@Controller()
export class SubscriptionsGrpcController {
  constructor(
    private readonly creation: SubscriptionCreation,
    private readonly reads: SubscriptionReads,
    private readonly changes: SubscriptionChanges,
    private readonly rotation: SecretRotation,
    private readonly secretReveal: SecretReveal,
  ) {}

  @GrpcMethod('SubscriptionService', 'CreateSubscription')
  async create(
    @Payload() message: subscriptionsV1.CreateSubscriptionRequest,
    @Incoming() call: IncomingCall,
  ): Promise<subscriptionsV1.CreateSubscriptionResponse> {
    return { subscription: await this.creation.create(call, presentFields(message)) };
  }

  @GrpcMethod('SubscriptionService', 'GetSubscription')
  async get(
    @Payload() message: subscriptionsV1.GetSubscriptionRequest,
    @Incoming() call: IncomingCall,
  ): Promise<subscriptionsV1.GetSubscriptionResponse> {
    return { subscription: await this.reads.get(call, message.id) };
  }

  @GrpcMethod('SubscriptionService', 'ListSubscriptions')
  list(
    @Payload() message: subscriptionsV1.ListSubscriptionsRequest,
    @Incoming() call: IncomingCall,
  ): Promise<subscriptionsV1.ListSubscriptionsResponse> {
    return this.reads.list(call, presentFields(message));
  }

  @GrpcMethod('SubscriptionService', 'UpdateSubscription')
  async update(
    @Payload() { id, update_mask, ...fields }: Masked<subscriptionsV1.UpdateSubscriptionRequest>,
    @Incoming() call: IncomingCall,
  ): Promise<subscriptionsV1.UpdateSubscriptionResponse> {
    return { subscription: await this.changes.update(call, id, maskedFields(fields, update_mask)) };
  }

  @GrpcMethod('SubscriptionService', 'DeleteSubscription')
  async delete(
    @Payload() message: subscriptionsV1.DeleteSubscriptionRequest,
    @Incoming() call: IncomingCall,
  ): Promise<subscriptionsV1.DeleteSubscriptionResponse> {
    await this.changes.delete(call, message.id);
    return {};
  }

  @GrpcMethod('SubscriptionService', 'RotateSubscriptionSecret')
  async rotateSecret(
    @Payload() message: subscriptionsV1.RotateSubscriptionSecretRequest,
    @Incoming() call: IncomingCall,
  ): Promise<subscriptionsV1.RotateSubscriptionSecretResponse> {
    return { subscription: await this.rotation.rotate(call, message.id) };
  }

  @GrpcMethod('SubscriptionService', 'RevealSubscriptionSecret')
  async revealSecret(
    @Payload() message: subscriptionsV1.RevealSubscriptionSecretRequest,
    @Incoming() call: IncomingCall,
  ): Promise<subscriptionsV1.RevealSubscriptionSecretResponse> {
    return { subscription: await this.secretReveal.reveal(call, message.id) };
  }

  @GrpcMethod('SubscriptionService', 'PauseSubscription')
  async pause(
    @Payload() message: subscriptionsV1.PauseSubscriptionRequest,
    @Incoming() call: IncomingCall,
  ): Promise<subscriptionsV1.PauseSubscriptionResponse> {
    return { subscription: await this.changes.pause(call, message.id) };
  }

  @GrpcMethod('SubscriptionService', 'ResumeSubscription')
  async resume(
    @Payload() message: subscriptionsV1.ResumeSubscriptionRequest,
    @Incoming() call: IncomingCall,
  ): Promise<subscriptionsV1.ResumeSubscriptionResponse> {
    return { subscription: await this.changes.resume(call, message.id) };
  }
}
