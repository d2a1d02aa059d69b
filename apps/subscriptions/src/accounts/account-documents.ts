// The requests and answers about accounts, as the OpenAPI document has them.
import { createZodDto } from 'nestjs-zod';
import {
  accountPageSchema,
  accountSchema,
  createAccountSchema,
  createdAccountSchema,
  deletedAccountSchema,
  listAccountsSchema,
  updateAccountSchema,
} from './account-requests.js';

export class CreateAccountBody extends createZodDto(createAccountSchema) {}
export class UpdateAccountBody extends createZodDto(updateAccountSchema) {}
export class ListAccountsQuery extends createZodDto(listAccountsSchema) {}
export class AccountAnswer extends createZodDto(accountSchema) {}
export class CreatedAccountAnswer extends createZodDto(createdAccountSchema) {}
export class AccountPageAnswer extends createZodDto(accountPageSchema) {}
export class DeletedAccountAnswer extends createZodDto(deletedAccountSchema) {}
