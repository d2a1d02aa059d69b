// The requests and answers about tokens, as the OpenAPI document has them.
import { createZodDto } from 'nestjs-zod';
import {
  createdTokenSchema,
  createTokenSchema,
  listTokensSchema,
  tokenPageSchema,
} from './token-requests.js';

export class CreateTokenBody extends createZodDto(createTokenSchema) {}
export class ListTokensQuery extends createZodDto(listTokensSchema) {}
export class CreatedTokenAnswer extends createZodDto(createdTokenSchema) {}
export class TokenPageAnswer extends createZodDto(tokenPageSchema) {}
