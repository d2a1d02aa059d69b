// The dispatcher has no doors of its own: health and metrics come with every service.
import { Module } from '@nestjs/common';

@Module({})
export class DispatcherModule {}
