// gRPC `TokenService`; its messages are the bodies of REST.
import type { tokensV1 } from '@posthorn/contracts';
import { Incoming, type IncomingCall } from '@posthorn/service-runtime';
import { Controller } from '@nestjs/common';
import { GrpcMethod, Payload } from '@nestjs/microservices';
import { presentFields } from '../requests/grpc-message.js';
import { TokensService } from './tokens.service.js';

@Controller()
export class TokensGrpcController {
  constructor(private readonly tokens: TokensService) {}

  @GrpcMethod('TokenService', 'CreateToken')
  async create(
    @Payload() message: tokensV1.CreateTokenRequest,
    @Incoming() call: IncomingCall,
  ): Promise<tokensV1.CreateTokenResponse> {
    return { token: await this.tokens.create(call, presentFields(message)) };
  }

  @GrpcMethod('TokenService', 'ListTokens')
  list(
    @Payload() message: tokensV1.ListTokensRequest,
    @Incoming() call: IncomingCall,
  ): Promise<tokensV1.ListTokensResponse> {
    return this.tokens.list(call, presentFields(message));
  }

  @GrpcMethod('TokenService', 'DeleteToken')
  async delete(
    @Payload() message: tokensV1.DeleteTokenRequest,
    @Incoming() call: IncomingCall,
  ): Promise<tokensV1.DeleteTokenResponse> {
    await this.tokens.delete(call, message.id);
    return {};
  }
}
