// What every service has around its own module: log, health, metrics.
import { Module, type DynamicModule } from '@nestjs/common';
import { HealthController } from '../health/health-controller.js';
import { ReadinessProbe } from '../health/readiness.js';
import { LoggingModule } from '../logging/logging-module.js';
import { MetricsController } from '../metrics/metrics-controller.js';
import { Metrics } from '../metrics/metrics.js';
import type { ServiceDefinition } from './service-definition.js';

@Module({})
export class ServiceModule {
  static around(definition: ServiceDefinition, probe: ReadinessProbe): DynamicModule {
    return {
      module: ServiceModule,
      global: true,
      imports: [LoggingModule.of(definition.logger), definition.module as DynamicModule],
      controllers: [HealthController, MetricsController],
      providers: [
        { provide: Metrics, useValue: definition.metrics },
        { provide: ReadinessProbe, useValue: probe },
      ],
      exports: [Metrics],
    };
  }
}
