// ActiveCampaign's API v1, still used by old clients: one path, `api_action` says what.
import { Manner, type IncomingCall } from '@posthorn/service-runtime';
import { Controller, Get, HttpCode, Post, UseGuards } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { KeyedCall, PhpRequest } from '../activecampaign-call.js';
import type { Fields } from '../php-fields.js';
import { TokenRate } from '../token-rate.guard.js';
import { ApiActions } from './api-actions.js';
import { answerProblem, type ApiResult } from './api-result.js';

@ApiExcludeController()
@Controller('admin/api.php')
@UseGuards(TokenRate)
export class ApiPhpController {
  constructor(private readonly actions: ApiActions) {}

  @Get()
  @Manner({ answerProblem })
  get(@KeyedCall() call: IncomingCall, @PhpRequest() fields: Fields): Promise<ApiResult> {
    return this.actions.run(call, fields);
  }

  @Post()
  @HttpCode(200)
  @Manner({ answerProblem, rawBody: true })
  post(@KeyedCall() call: IncomingCall, @PhpRequest() fields: Fields): Promise<ApiResult> {
    return this.actions.run(call, fields);
  }
}
