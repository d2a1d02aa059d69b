// The reader of endpoint-health as a part of the service, beside its doors.
import { Module, type DynamicModule } from '@nestjs/common';
import { RegistryWriter } from '../registry/registry-writer.js';
import { endpointHealthEvents, type Telling } from './endpoint-health-metrics.js';
import { EndpointHealthReader, type EndpointHealthReading } from './endpoint-health-reader.js';
import { KeepReports } from './keep-reports.js';

export interface EndpointHealthSettings extends EndpointHealthReading, Telling {}

@Module({})
export class EndpointHealthModule {
  static with(settings: EndpointHealthSettings): DynamicModule {
    const reader = {
      provide: EndpointHealthReader,
      useFactory: (keeper: KeepReports) =>
        new EndpointHealthReader(settings, keeper, endpointHealthEvents(settings)),
      inject: [KeepReports],
    };
    return { module: EndpointHealthModule, providers: [RegistryWriter, KeepReports, reader] };
  }
}
