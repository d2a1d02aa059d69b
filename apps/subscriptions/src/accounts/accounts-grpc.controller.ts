// gRPC `AccountService`; its messages are the bodies of REST.
import type { accountsV1 } from '@posthorn/contracts';
import { Incoming, type IncomingCall } from '@posthorn/service-runtime';
import { Controller } from '@nestjs/common';
import { GrpcMethod, Payload } from '@nestjs/microservices';
import { maskedFields, presentFields, type Masked } from '../requests/grpc-message.js';
import { AccountsService } from './accounts.service.js';
import { AutomationSecretReveal } from './automation-secret-reveal.js';
import { AutomationSecretRotation } from './automation-secret-rotation.js';

@Controller()
export class AccountsGrpcController {
  constructor(
    private readonly accounts: AccountsService,
    private readonly rotation: AutomationSecretRotation,
    private readonly secretReveal: AutomationSecretReveal,
  ) {}

  @GrpcMethod('AccountService', 'CreateAccount')
  async create(
    @Payload() message: accountsV1.CreateAccountRequest,
    @Incoming() call: IncomingCall,
  ): Promise<accountsV1.CreateAccountResponse> {
    return { account: await this.accounts.create(call, presentFields(message)) };
  }

  @GrpcMethod('AccountService', 'GetAccount')
  async get(
    @Payload() message: accountsV1.GetAccountRequest,
    @Incoming() call: IncomingCall,
  ): Promise<accountsV1.GetAccountResponse> {
    return { account: await this.accounts.get(call, message.id) };
  }

  @GrpcMethod('AccountService', 'ListAccounts')
  list(
    @Payload() message: accountsV1.ListAccountsRequest,
    @Incoming() call: IncomingCall,
  ): Promise<accountsV1.ListAccountsResponse> {
    return this.accounts.list(call, presentFields(message));
  }

  @GrpcMethod('AccountService', 'UpdateAccount')
  async update(
    @Payload() { id, update_mask, ...fields }: Masked<accountsV1.UpdateAccountRequest>,
    @Incoming() call: IncomingCall,
  ): Promise<accountsV1.UpdateAccountResponse> {
    return { account: await this.accounts.update(call, id, maskedFields(fields, update_mask)) };
  }

  @GrpcMethod('AccountService', 'DeleteAccount')
  delete(
    @Payload() message: accountsV1.DeleteAccountRequest,
    @Incoming() call: IncomingCall,
  ): Promise<accountsV1.DeleteAccountResponse> {
    return this.accounts.delete(call, message.id);
  }

  @GrpcMethod('AccountService', 'RotateAutomationSecret')
  async rotateAutomationSecret(
    @Payload() message: accountsV1.RotateAutomationSecretRequest,
    @Incoming() call: IncomingCall,
  ): Promise<accountsV1.RotateAutomationSecretResponse> {
    return { account: await this.rotation.rotate(call, message.id) };
  }

  @GrpcMethod('AccountService', 'RevealAutomationSecret')
  async revealAutomationSecret(
    @Payload() message: accountsV1.RevealAutomationSecretRequest,
    @Incoming() call: IncomingCall,
  ): Promise<accountsV1.RevealAutomationSecretResponse> {
    return { account: await this.secretReveal.reveal(call, message.id) };
  }
}
