// REST and gRPC as one interface, so that a journey can be told once and gone through both.
import { operations, type AnswerOf, type OperationName } from './operations.js';

export type Fields = Readonly<Record<string, unknown>>;

/** A refusal, as both doors describe it. */
export interface Problem {
  /** HTTP's, also over gRPC. */
  readonly status: number;
  readonly code: string;
  readonly errors?: readonly { readonly field: string; readonly detail: string }[];
}

export type Answer =
  { readonly ok: true; readonly body: unknown } | { readonly ok: false; readonly problem: Problem };

export interface Door {
  readonly name: 'REST' | 'gRPC';
  /** `fields`: the body or query of REST, with the `id` that stands in the path. */
  ask(operation: OperationName, fields: Fields, token?: string): Promise<Answer>;
  close(): void;
}

/** Somebody with a token at a door. */
export class Caller {
  constructor(
    private readonly door: Door,
    private readonly token?: string,
  ) {}

  /** The answer to a request that must be granted. */
  async do<Name extends OperationName>(operation: Name, fields: Fields = {}): Promise<AnswerOf<Name>> {
    const answer = await this.door.ask(operation, fields, this.token);
    if (answer.ok) return operations[operation].answer.parse(answer.body) as AnswerOf<Name>;
    throw new Error(`${this.door.name} ${operation} was refused: ${JSON.stringify(answer.problem)}`);
  }

  /** `404 not_found`: why a request was refused that must be refused. */
  async refusalOf(operation: OperationName, fields: Fields = {}): Promise<string> {
    const answer = await this.door.ask(operation, fields, this.token);
    if (!answer.ok) return `${answer.problem.status} ${answer.problem.code}`;
    throw new Error(`${this.door.name} ${operation} was granted: ${JSON.stringify(answer.body)}`);
  }

  withToken(token: string): Caller {
    return new Caller(this.door, token);
  }

  /** Somebody at this door who has no token. */
  withoutToken(): Caller {
    return new Caller(this.door);
  }
}
