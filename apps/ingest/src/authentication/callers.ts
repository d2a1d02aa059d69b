// Finds out who is calling, by the token of the request, and refuses who may not publish.
import type { RegistryView } from '@posthorn/kafka';
import {
  hashToken,
  permissionDenied,
  sameToken,
  unauthenticated,
  type IncomingCall,
} from '@posthorn/service-runtime';
import { mayPublish, type Caller } from './caller.js';
import type { RegistryLook } from '../registry/registry-look.js';

export interface CallersSettings {
  readonly view: Pick<RegistryView, 'tokenByHash'>;
  readonly look: RegistryLook;
  readonly operatorToken: string | undefined;
}

export class Callers {
  constructor(private readonly settings: CallersSettings) {}

  /** Throws `unauthenticated`, `permission_denied` or `registry_unavailable`. */
  async identify({ token }: Pick<IncomingCall, 'token'>): Promise<Caller> {
    if (token === undefined) {
      throw unauthenticated('Send Authorization: Bearer <token>, or Api-Token: <token>');
    }
    const caller = this.isOperator(token) ? operator : await this.callerOf(token);
    if (!mayPublish(caller)) throw permissionDenied('This needs a token with the role admin or ingest');
    return caller;
  }

  private isOperator(token: string): boolean {
    const { operatorToken } = this.settings;
    return operatorToken !== undefined && sameToken(token, operatorToken);
  }

  private async callerOf(token: string): Promise<Caller> {
    const hash = hashToken(token);
    const record = await this.settings.look.find(() => this.settings.view.tokenByHash(hash));
    if (record === undefined) throw unauthenticated('The token is unknown; it may have been deleted');
    return { kind: 'token', accountId: record.account_id, role: record.role };
  }
}

const operator: Caller = { kind: 'operator' };
