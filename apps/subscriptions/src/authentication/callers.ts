// Finds out who is calling, by the token of the request, and refuses who may not.
import {
  hashToken,
  permissionDenied,
  sameToken,
  unauthenticated,
  type IncomingCall,
} from '@posthorn/service-runtime';
import { Inject, Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { TokenRow } from '../database/rows/index.js';
import { permits, type Access, type Caller } from './caller.js';

/** Injection token: the operator's token, from the environment. */
export const operatorToken = Symbol('operatorToken');

const needs: Readonly<Record<Access, string>> = {
  operate: 'Only the operator token may do this',
  write: 'This needs a token with the role admin',
  read: 'This needs a token with the role admin or read',
};

@Injectable()
export class Callers {
  constructor(
    private readonly database: Database,
    @Inject(operatorToken) private readonly operator: string,
  ) {}

  /** The caller, who may do this. Throws `unauthenticated` or `permission_denied`. */
  async identify(call: IncomingCall, access: Access): Promise<Caller> {
    const caller = await this.find(call.token);
    if (!permits(caller, access)) throw permissionDenied(needs[access]);
    return caller;
  }

  private async find(token: string | undefined): Promise<Caller> {
    if (token === undefined)
      throw unauthenticated('Send Authorization: Bearer <token>, or Api-Token: <token>');
    if (sameToken(token, this.operator)) return { kind: 'operator' };
    const row = await this.database.run((manager) => manager.findOneBy(TokenRow, { hash: hashToken(token) }));
    if (row === null) throw unauthenticated('The token is unknown; it may have been deleted');
    return { kind: 'token', accountId: row.accountId, role: row.role };
  }
}
