// The requests and answers about lists, as the OpenAPI document has them.
import { createZodDto } from 'nestjs-zod';
import {
  listAnswer,
  listListsRequest,
  listPageAnswer,
  oneListRequest,
  putListRequest,
} from './list-requests.js';

export class PutListBody extends createZodDto(putListRequest) {}
export class OneListQuery extends createZodDto(oneListRequest) {}
export class ListListsQuery extends createZodDto(listListsRequest) {}
export class ListAnswer extends createZodDto(listAnswer) {}
export class ListPageAnswer extends createZodDto(listPageAnswer) {}
