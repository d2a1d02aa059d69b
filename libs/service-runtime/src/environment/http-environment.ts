// Where a service listens.
import { z } from 'zod';
import { port, text } from './variable.js';

export interface DefaultPorts {
  readonly httpPort: number;
  readonly grpcPort: number;
}

export interface Listening {
  readonly host: string;
  /** 0 lets the system choose. */
  readonly httpPort: number;
  /** Not used by a service without gRPC. */
  readonly grpcPort: number;
}

export const httpEnvironment = (defaults: DefaultPorts) =>
  z
    .object({
      /** Loopback unless told otherwise: a service is opened to a network on purpose. */
      HOST: text({ expected: 'the address to listen on', example: '0.0.0.0' }).default('127.0.0.1'),
      HTTP_PORT: port(defaults.httpPort).default(defaults.httpPort),
      GRPC_PORT: port(defaults.grpcPort).default(defaults.grpcPort),
    })
    .transform((values): Listening => ({
      host: values.HOST,
      httpPort: values.HTTP_PORT,
      grpcPort: values.GRPC_PORT,
    }));
