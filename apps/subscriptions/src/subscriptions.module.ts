// What the service is made of, under the settings of one installation.
import type { EventTypePlans, TopicTableSettings } from '@posthorn/contracts';
import type { SecretBox } from '@posthorn/delivery';
import type { TargetPolicy } from '@posthorn/outbound-http';
import { RateLimit } from '@posthorn/service-runtime';
import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { ApiActions } from './activecampaign/v1/api-actions.js';
import { ApiPhpController } from './activecampaign/v1/api-php.controller.js';
import { WebhooksController } from './activecampaign/v3/webhooks.controller.js';
import { AccountsController } from './accounts/accounts.controller.js';
import { AccountsGrpcController } from './accounts/accounts-grpc.controller.js';
import { AccountsService, topicSettings } from './accounts/accounts.service.js';
import { AutomationSecretReveal } from './accounts/automation-secret-reveal.js';
import { AutomationSecretRotation } from './accounts/automation-secret-rotation.js';
import { MissingAutomationSecrets } from './accounts/missing-automation-secrets.js';
import { Callers, operatorToken } from './authentication/callers.js';
import { ConnectionsController } from './connections/connections.controller.js';
import { ConnectionsGrpcController } from './connections/connections-grpc.controller.js';
import { connectionBox, ConnectionsService } from './connections/connections.service.js';
import type { DatabaseSettings } from './database/data-source.js';
import { DatabaseModule } from './database/database.module.js';
import {
  EndpointHealthModule,
  type EndpointHealthSettings,
} from './endpoint-health/endpoint-health.module.js';
import { ListsController } from './lists/lists.controller.js';
import { ListsGrpcController } from './lists/lists-grpc.controller.js';
import { ListsService } from './lists/lists.service.js';
import { Publication } from './registry/publication.js';
import { RegistryTransaction } from './registry/registry-transaction.js';
import { RegistryWriter } from './registry/registry-writer.js';
import { RelayModule, type RelaySettings } from './relay/relay.module.js';
import { SampleOutbound } from './samples/sample-outbound.js';
import { SampleRecords, type SampleRecordsSettings } from './samples/sample-records.js';
import { SamplesController, SamplesGrpcController } from './samples/samples.controller.js';
import { sampleRate, SamplesService } from './samples/samples.service.js';
import { SchemasController } from './schemas/schemas.controller.js';
import { SchemasGrpcController } from './schemas/schemas-grpc.controller.js';
import { SchemasService } from './schemas/schemas.service.js';
import { eventTypePlans, PlanChanges } from './subscriptions/plan-changes.js';
import { secretBox } from './secrets/secret-box-token.js';
import { SecretReveal } from './subscriptions/secret-reveal.js';
import { SecretRotation } from './subscriptions/secret-rotation.js';
import { SubscriptionChanges } from './subscriptions/subscription-changes.js';
import { SubscriptionCreation, subscriptionsPerAccountMax } from './subscriptions/subscription-creation.js';
import { SubscriptionInput, targetPolicy } from './subscriptions/subscription-input.js';
import { SubscriptionReads } from './subscriptions/subscription-reads.js';
import { SubscriptionSearch } from './subscriptions/subscription-search.js';
import { SubscriptionsController } from './subscriptions/subscriptions.controller.js';
import { SubscriptionsGrpcController } from './subscriptions/subscriptions-grpc.controller.js';
import { TokensController } from './tokens/tokens.controller.js';
import { TokensGrpcController } from './tokens/tokens-grpc.controller.js';
import { TokensService } from './tokens/tokens.service.js';

export interface SubscriptionsSettings {
  readonly database: DatabaseSettings;
  readonly operatorToken: string;
  readonly secretBox: SecretBox;
  readonly connectionBox: SecretBox;
  readonly targets: TargetPolicy;
  readonly subscriptionsPerAccountMax: number;
  readonly samplesPerSecondMax: number;
  readonly topics: TopicTableSettings;
  /** Absent: as the catalogue says. */
  readonly eventTypePlans?: EventTypePlans;
  /** Absent: this process leaves publishing to others. */
  readonly relay?: RelaySettings;
  /** Absent: this process leaves reports about endpoints to others. */
  readonly endpointHealth?: EndpointHealthSettings;
  /** Absent: samples leave no record. */
  readonly sampleRecords?: SampleRecordsSettings;
}

@Module({})
export class SubscriptionsModule {
  static with(settings: SubscriptionsSettings): DynamicModule {
    return {
      module: SubscriptionsModule,
      imports: [
        DatabaseModule.with(settings.database),
        ...(settings.relay === undefined ? [] : [RelayModule.with(settings.relay)]),
        ...(settings.endpointHealth === undefined
          ? []
          : [EndpointHealthModule.with(settings.endpointHealth)]),
      ],
      controllers: [...restControllers, ...grpcControllers, ...activeCampaignControllers],
      providers: [
        ...useCases,
        { provide: operatorToken, useValue: settings.operatorToken },
        { provide: secretBox, useValue: settings.secretBox },
        { provide: connectionBox, useValue: settings.connectionBox },
        { provide: targetPolicy, useValue: settings.targets },
        { provide: subscriptionsPerAccountMax, useValue: settings.subscriptionsPerAccountMax },
        { provide: sampleRate, useFactory: () => new RateLimit(settings.samplesPerSecondMax) },
        { provide: topicSettings, useValue: settings.topics },
        { provide: eventTypePlans, useValue: settings.eventTypePlans ?? {} },
        ...recordsOf(settings),
      ],
    };
  }
}

const recordsOf = ({ sampleRecords }: SubscriptionsSettings): Provider[] =>
  sampleRecords === undefined
    ? []
    : [{ provide: SampleRecords, useFactory: () => new SampleRecords(sampleRecords) }];

const restControllers = [
  AccountsController,
  TokensController,
  SubscriptionsController,
  SamplesController,
  ConnectionsController,
  SchemasController,
  ListsController,
];
const grpcControllers = [
  AccountsGrpcController,
  TokensGrpcController,
  SubscriptionsGrpcController,
  SamplesGrpcController,
  ConnectionsGrpcController,
  SchemasGrpcController,
  ListsGrpcController,
];
const activeCampaignControllers = [WebhooksController, ApiPhpController];
const useCases = [
  ...[Callers, RegistryWriter, RegistryTransaction, Publication, AccountsService, TokensService],
  ...[SubscriptionInput, SubscriptionCreation, SubscriptionReads, SubscriptionSearch, SubscriptionChanges],
  ...[AutomationSecretRotation, AutomationSecretReveal, MissingAutomationSecrets],
  ...[
    SecretRotation,
    SecretReveal,
    PlanChanges,
    SampleOutbound,
    SamplesService,
    ConnectionsService,
    ApiActions,
  ],
  ...[SchemasService, ListsService],
];
